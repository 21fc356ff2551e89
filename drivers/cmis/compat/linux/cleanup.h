/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Found only where the kernel has no <linux/cleanup.h> of its own, that is
 * before 6.5 and in early releases of 6.1: this directory comes last in the
 * search path (-idirafter). It has what the driver uses: __free(), and guards
 * for these locks.
 */
#ifndef _CMIS_COMPAT_CLEANUP_H
#define _CMIS_COMPAT_CLEANUP_H

#include <linux/compiler.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#define DEFINE_FREE(_name, _type, _free) \
static inline void __free_##_name(void *p) \
{ \
	_type _T = *(_type *)p; \
	\
	_free; \
}
#define __free(_name)	__attribute__((__cleanup__(__free_##_name)))

#define DEFINE_CLASS(_name, _type, _exit, _init, _init_args...) \
typedef _type class_##_name##_t; \
static inline void class_##_name##_destructor(_type *p) \
{ \
	_type _T __maybe_unused = *p; \
	\
	_exit; \
} \
static inline _type class_##_name##_constructor(_init_args) \
{ \
	return _init; \
}

#define DEFINE_GUARD(_name, _type, _lock, _unlock) \
	DEFINE_CLASS(_name, _type, _unlock, ({ _lock; _T; }), _type _T)

#define CLASS(_name, _var) \
	class_##_name##_t _var \
	__attribute__((__cleanup__(class_##_name##_destructor))) = \
	class_##_name##_constructor

#define guard(_name)	CLASS(_name, __UNIQUE_ID(guard))
#define scoped_guard(_name, args...) \
	for (CLASS(_name, scope)(args), *done = NULL; !done; done = (void *)1)

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD(spinlock, spinlock_t *, spin_lock(_T), spin_unlock(_T))
DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_CLASS(rcu, int, rcu_read_unlock(), ({ rcu_read_lock(); 0; }), void)

#endif /* _CMIS_COMPAT_CLEANUP_H */
