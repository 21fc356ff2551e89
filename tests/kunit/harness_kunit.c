// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the KUnit core itself, as scripts/kunit-transform makes it: the
 * parts replaced for kernels without KUnit work as the other tests expect.
 */

#include <kunit/device.h>
#include <kunit/static_stub.h>
#include <kunit/test.h>
#include <kunit/test-bug.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/workqueue.h>

struct harness_probe {
	struct work_struct work;
	struct kunit *seen;
};

static void harness_probe_work(struct work_struct *work)
{
	struct harness_probe *probe = container_of(work, struct harness_probe,
						   work);

	probe->seen = kunit_get_current_test();
}

static void harness_current_is_own_test(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
}

static void harness_current_is_null_elsewhere(struct kunit *test)
{
	struct harness_probe probe = { .seen = test };

	INIT_WORK_ONSTACK(&probe.work, harness_probe_work);
	schedule_work(&probe.work);
	flush_work(&probe.work);
	destroy_work_on_stack(&probe.work);
	KUNIT_EXPECT_NULL(test, probe.seen);
}

static int harness_real(int value)
{
	KUNIT_STATIC_STUB_REDIRECT(harness_real, value);
	return value;
}

static int harness_double(int value)
{
	return 2 * value;
}

static void harness_stub_is_undone(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, harness_real(3), 3);
	kunit_activate_static_stub(test, harness_real, harness_double);
	KUNIT_EXPECT_EQ(test, harness_real(3), 6);
	kunit_deactivate_static_stub(test, harness_real);
	KUNIT_EXPECT_EQ(test, harness_real(3), 3);
}

static void harness_device_registers(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "harness");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_TRUE(test, device_is_registered(dev));
}

static const int harness_squares[] = { 0, 1, 4, 9 };
KUNIT_ARRAY_PARAM(harness_square, harness_squares, NULL);

static void harness_params_come_in_turn(struct kunit *test)
{
	const int *square = test->param_value;

	KUNIT_EXPECT_EQ(test, *square, test->param_index * test->param_index);
}

static struct kunit_case harness_cases[] = {
	KUNIT_CASE(harness_current_is_own_test),
	KUNIT_CASE(harness_current_is_null_elsewhere),
	KUNIT_CASE(harness_stub_is_undone),
	KUNIT_CASE(harness_device_registers),
	KUNIT_CASE_PARAM(harness_params_come_in_turn,
			 harness_square_gen_params),
	{}
};

static struct kunit_suite harness_suite = {
	.name = "harness",
	.test_cases = harness_cases,
};

kunit_test_suite(harness_suite);

MODULE_DESCRIPTION("Tests of the KUnit core");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
