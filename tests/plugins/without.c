/* Runs a program as if the kernel lacked something: `without landlock|landlock-off|seccomp PROGRAM ARGUMENT…`. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define FAIL(code) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (code))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static struct sock_filter no_landlock[] = {
  LOAD(nr), UNLESS(SYS_landlock_create_ruleset, 1), FAIL(ENOSYS), ALLOW,
};
static struct sock_filter landlock_off[] = {
  LOAD(nr), UNLESS(SYS_landlock_create_ruleset, 1), FAIL(EOPNOTSUPP), ALLOW,
};
static struct sock_filter no_seccomp[] = {
  LOAD(nr), UNLESS(SYS_seccomp, 1), FAIL(EINVAL),
  UNLESS(SYS_prctl, 3), LOAD(args[0]), UNLESS(PR_SET_SECCOMP, 1), FAIL(EINVAL), ALLOW,
};

#define FILTER(array) { sizeof array / sizeof *array, array }

int main(int count, char **arguments) {
  if (count < 3) return 99;
  struct sock_fprog filter = FILTER(no_landlock);
  if (strcmp(arguments[1], "landlock-off") == 0) filter = (struct sock_fprog)FILTER(landlock_off);
  if (strcmp(arguments[1], "seccomp") == 0) filter = (struct sock_fprog)FILTER(no_seccomp);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter)) {
    perror("no filter");
    return 99;
  }
  execv(arguments[2], arguments + 2);
  perror(arguments[2]);
  return 99;
}
