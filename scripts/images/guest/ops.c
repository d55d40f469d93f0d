// SPDX-License-Identifier: MIT
/*
 * Registers ftrace_ops whose tracer does nothing: some that trace a function of the kernel, then some that trace one of this module.
 *   insmod ops.ko function=__arm64_sys_getppid relevant=1 irrelevant=100
 */
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/slab.h>

static char *function = "__arm64_sys_getppid";
module_param(function, charp, 0);
static unsigned int relevant = 1;
module_param(relevant, uint, 0);
static unsigned int irrelevant;
module_param(irrelevant, uint, 0);

static struct ftrace_ops *ops;
static unsigned int registered;

static void notrace do_nothing(unsigned long ip, unsigned long parent, struct ftrace_ops *op, struct ftrace_regs *regs)
{
}

static noinline void other_function(void)
{
	barrier();
}

static void unregister_all(void)
{
	while (registered > 0)
		unregister_ftrace_function(&ops[--registered]);
	kfree(ops);
}

static int __init ops_init(void)
{
	unsigned int count = relevant + irrelevant;
	int result = 0;

	ops = kcalloc(count, sizeof(*ops), GFP_KERNEL);
	if (!ops)
		return -ENOMEM;
	for (registered = 0; registered < count; registered++) {
		ops[registered].func = do_nothing;
		if (registered < relevant)
			result = ftrace_set_filter(&ops[registered], function, strlen(function), 1);
		else
			result = ftrace_set_filter_ip(&ops[registered], (unsigned long)other_function, 0, 1);
		if (!result)
			result = register_ftrace_function(&ops[registered]);
		if (result)
			break;
	}
	other_function();
	if (result)
		unregister_all();
	return result;
}

static void __exit ops_exit(void)
{
	unregister_all();
}

module_init(ops_init);
module_exit(ops_exit);
MODULE_DESCRIPTION("ftrace_ops that do nothing");
MODULE_LICENSE("Dual MIT/GPL");
