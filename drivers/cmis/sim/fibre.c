// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a fibre between two modules. Lane N of one end is lane N of the
 * other. Each module notes what its lanes send, and the other one looks at
 * that: no module ever needs the lock of another.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/workqueue.h>

#include "sim/fibre.h"
#include "sim/module.h"

static LIST_HEAD(cmis_sim_fibres);
static DEFINE_SPINLOCK(cmis_sim_fibres_lock);

/**
 * cmis_sim_fibre_init() - let others connect a cage
 * @module: the module, whose fibre has a name
 */
void cmis_sim_fibre_init(struct cmis_sim_module *module)
{
	spin_lock(&cmis_sim_fibres_lock);
	list_add(&module->fibre.entry, &cmis_sim_fibres);
	spin_unlock(&cmis_sim_fibres_lock);
}

/* The module looks at what it gets, soon. */
static void __cmis_sim_fibre_tell(struct cmis_sim_module *module)
{
	lockdep_assert_held(&cmis_sim_fibres_lock);
	module->fibre.news = true;
	mod_delayed_work(cmis_sim_queue, &module->wake, 0);
}

static void __cmis_sim_fibre_cut(struct cmis_sim_module *module)
{
	struct cmis_sim_module *peer = module->fibre.peer;

	if (!peer)
		return;
	WRITE_ONCE(peer->fibre.peer, NULL);
	WRITE_ONCE(module->fibre.peer, NULL);
	__cmis_sim_fibre_tell(peer);
	__cmis_sim_fibre_tell(module);
}

/**
 * cmis_sim_fibre_destroy() - take the fibre of a cage away for good
 * @module: the module
 *
 * Context: its work may run once more.
 */
void cmis_sim_fibre_destroy(struct cmis_sim_module *module)
{
	spin_lock(&cmis_sim_fibres_lock);
	list_del(&module->fibre.entry);
	__cmis_sim_fibre_cut(module);
	spin_unlock(&cmis_sim_fibres_lock);
}

/**
 * cmis_sim_fibre_cut() - take the fibre of a module away
 * @module: the module; nothing happens if it has none
 *
 * Context: any module may be locked.
 */
void cmis_sim_fibre_cut(struct cmis_sim_module *module)
{
	spin_lock(&cmis_sim_fibres_lock);
	__cmis_sim_fibre_cut(module);
	spin_unlock(&cmis_sim_fibres_lock);
}

static struct cmis_sim_module *__cmis_sim_fibre_find(const char *name)
{
	struct cmis_sim_module *module;

	lockdep_assert_held(&cmis_sim_fibres_lock);
	list_for_each_entry(module, &cmis_sim_fibres, fibre.entry)
		if (!strcmp(module->fibre.name, name))
			return module;
	return NULL;
}

/**
 * cmis_sim_fibre_connect() - connect two modules by a fibre
 * @module: a module, or an empty cage
 * @name: name of the other cage; may be the same
 *
 * Other fibres of theirs are taken away.
 *
 * Context: any module may be locked.
 * Return: 0, or -ENOENT if there is no such cage.
 */
int cmis_sim_fibre_connect(struct cmis_sim_module *module, const char *name)
{
	struct cmis_sim_module *other;

	spin_lock(&cmis_sim_fibres_lock);
	other = __cmis_sim_fibre_find(name);
	if (other) {
		__cmis_sim_fibre_cut(module);
		__cmis_sim_fibre_cut(other);
		WRITE_ONCE(module->fibre.peer, other);
		WRITE_ONCE(other->fibre.peer, module);
		__cmis_sim_fibre_tell(module);
		__cmis_sim_fibre_tell(other);
	}
	spin_unlock(&cmis_sim_fibres_lock);
	return other ? 0 : -ENOENT;
}

static void __cmis_sim_fibre_send(struct cmis_sim_module *module,
				  unsigned int lane,
				  const struct cmis_sim_light *light)
{
	struct cmis_sim_light *now = &module->fibre.light[lane];

	lockdep_assert_held(&cmis_sim_fibres_lock);
	if (!memcmp(now, light, sizeof(*now)))
		return;
	*now = *light;
	if (!module->fibre.peer)
		return;
	__cmis_sim_fibre_tell(module->fibre.peer);
	/* The other end may send it back. */
	__cmis_sim_fibre_tell(module);
}

/**
 * cmis_sim_fibre_send() - note what a lane sends
 * @module: the module
 * @lane: from 0, less than %CMIS_MAX_LANES
 * @light: its light
 *
 * Context: the module is locked.
 */
void cmis_sim_fibre_send(struct cmis_sim_module *module, unsigned int lane,
			 const struct cmis_sim_light *light)
{
	lockdep_assert_held(&module->lock);
	spin_lock(&cmis_sim_fibres_lock);
	__cmis_sim_fibre_send(module, lane, light);
	spin_unlock(&cmis_sim_fibres_lock);
}

/**
 * cmis_sim_fibre_darken() - the module is gone, and sends nothing
 * @module: the module
 */
void cmis_sim_fibre_darken(struct cmis_sim_module *module)
{
	static const struct cmis_sim_light dark;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++)
		cmis_sim_fibre_send(module, i, &dark);
}

/**
 * cmis_sim_fibre_receive() - see what a lane gets
 * @module: the module
 * @lane: from 0; those from %CMIS_MAX_LANES on have no fibre
 * @light: gets it
 *
 * Return: false if there is no fibre.
 */
bool cmis_sim_fibre_receive(struct cmis_sim_module *module, unsigned int lane,
			    struct cmis_sim_light *light)
{
	const struct cmis_sim_module *peer;

	if (lane >= CMIS_MAX_LANES)
		return false;
	spin_lock(&cmis_sim_fibres_lock);
	peer = module->fibre.peer;
	if (peer)
		*light = peer->fibre.light[lane];
	if (peer && light->lit && light->back) {
		*light = module->fibre.light[lane];
		/* Both ends send it back: nobody is the source. */
		if (light->back)
			light->lit = false;
	}
	spin_unlock(&cmis_sim_fibres_lock);
	return peer;
}

/**
 * cmis_sim_fibre_is_there() - whether a module has a fibre
 * @module: the module
 *
 * Return: true if it has.
 */
bool cmis_sim_fibre_is_there(const struct cmis_sim_module *module)
{
	return READ_ONCE(module->fibre.peer);
}

/**
 * cmis_sim_fibre_take_news() - whether a module may get other light now
 * @module: the module
 *
 * Return: true if so; then the next call returns false.
 */
bool cmis_sim_fibre_take_news(struct cmis_sim_module *module)
{
	bool news;

	spin_lock(&cmis_sim_fibres_lock);
	news = module->fibre.news;
	module->fibre.news = false;
	spin_unlock(&cmis_sim_fibres_lock);
	return news;
}

/**
 * cmis_sim_fibre_show() - print the name of the other end
 * @module: the module
 * @buf: a page
 *
 * Return: length of the text, which is empty if there is no fibre.
 */
ssize_t cmis_sim_fibre_show(struct cmis_sim_module *module, char *buf)
{
	ssize_t len;

	spin_lock(&cmis_sim_fibres_lock);
	len = sysfs_emit(buf, "%s\n", module->fibre.peer ?
			 module->fibre.peer->fibre.name : "");
	spin_unlock(&cmis_sim_fibres_lock);
	return len;
}
