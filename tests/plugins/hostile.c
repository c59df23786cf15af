/* A plugin that means harm. On a document whose text begins with `FAULT name` it does what the table of faults has under that
 * name; on any other it marks the first word. AT_OPEN, AT_INIT, AT_SCHEMA, AT_CREATE and AT_DESTROY name a fault to do there. */
#define _GNU_SOURCE
#include "textmine.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KIB ((size_t)1 << 10)
#define MIB ((size_t)1 << 20)
#define GIB ((size_t)1 << 30)
#define DESCRIPTORS 1024

TM_MANIFEST(manifest, "abi=1.0\nname=hostile\nversion=0.1.0\nabout=means harm\narch=" TM_ARCH "\nos=" TM_OS
                      "\npanic=unwind\nprovides=hostile\ndata=words.txt\n");

static char words[4096]; /* the path of its data */
static const tm_document *document;
static const tm_sink *sink;
/* What the compiler must not see through. */
static volatile size_t zero = 0;
static int *volatile nowhere = NULL;

static void for_ever(void) {
  for (;;) pause();
}
static void spin(void) {
  for (;;) zero = 0;
}
static void *in_thread(void *act) {
  ((void (*)(void))act)();
  return NULL;
}
static pthread_t thread(void (*act)(void)) {
  pthread_t made;
  if (pthread_create(&made, NULL, in_thread, (void *)act)) abort();
  return made;
}
static void joined(void (*act)(void)) { pthread_join(thread(act), NULL); }

/* ---- signals and ends ---- */
static void segfault(void) { *nowhere = 1; }
static void wild_jump(void) { ((void (*)(void))(zero + 0x1234))(); }
static void bus_error(void) { /* reads behind the end of a file */
  int fd = open(words, O_RDONLY);
  volatile char *mapped = mmap(NULL, 64 * KIB, PROT_READ, MAP_PRIVATE, fd, 0);
  zero = (size_t)mapped[60 * KIB];
}
static void illegal_instruction(void) { __builtin_trap(); }
static void division_by_zero(void) {
#ifdef __x86_64__
  static volatile int dividend = 6;
  dividend /= (int)zero;
#else
  raise(SIGFPE); /* division by zero is nothing special there */
#endif
}
static void exit_0(void) { exit(0); }
static void exit_3(void) { exit(3); }
static void exit_at_once(void) { _exit(0); }
static void exit_quickly(void) { quick_exit(0); }
static void exit_spinning(void) {
  atexit(spin);
  exit(0);
}
static void exit_in_thread(void) { joined(exit_3); }
static void kill_itself(void) { raise(SIGKILL); }
static void stop_itself(void) { raise(SIGSTOP); }
static void stack_overflow(void) {
  volatile char frame[KIB];
  frame[zero] = 1;
  if (zero == 0) stack_overflow();
  zero = (size_t)frame[zero] - 1; /* after the call, so that it is none in the last place */
}
static void stack_overflow_in_thread(void) { joined(stack_overflow); }
static void segfault_in_thread(void) { joined(segfault); }
static void spin_deaf(void) {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  spin();
}
static void return_from_handler(int number) { (void)number; }
static void handled_segfault(void) {
  signal(SIGSEGV, return_from_handler);
  segfault();
}
static void ignored_segfault(void) {
  signal(SIGSEGV, SIG_IGN);
  segfault();
}
static void ignored_abort(void) {
  signal(SIGABRT, SIG_IGN);
  abort();
}
static void unmap_code(void) {
  munmap((void *)((size_t)unmap_code & ~(4 * KIB - 1)), 4 * KIB);
}
static void unmap_stack(void) {
  char here;
  munmap((void *)(((size_t)&here & ~(4 * KIB - 1)) - 64 * KIB), 128 * KIB);
}

/* ---- memory ---- */
static void memory_touched(void) {
  for (;;) memset(malloc(MIB), 1, MIB);
}
static void memory_untouched(void) {
  for (;;) *(volatile char *)malloc(MIB) = 1;
}
static void memory_at_once(void) { *(volatile char *)malloc(GIB << 16) = 1; }
static void memory_shared(void) {
  for (;;) {
    char *more = mmap(NULL, 16 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (more == MAP_FAILED) segfault();
    memset(more, 1, 16 * MIB);
  }
}
static void memory_despite_limit(void) {
  struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  setrlimit(RLIMIT_DATA, &none);
  setrlimit(RLIMIT_AS, &none);
  memory_untouched();
}

/* ---- threads ---- */
static void later_segfault(void) {
  sleep(3);
  segfault();
}
static void later_garbage(void) {
  sleep(3);
  for (int fd = 0; fd < DESCRIPTORS; fd++) (void)!write(fd, "hello", 5);
}
static void thread_sleeping(void) { thread(for_ever); }
static void thread_spinning(void) { thread(spin); }
static void thread_segfault(void) { thread(later_segfault); }
static void thread_garbage(void) { thread(later_garbage); }
static void threads_without_end(void) {
  pthread_t made;
  while (pthread_create(&made, NULL, in_thread, (void *)for_ever) == 0) {}
}

/* ---- output and descriptors ---- */
static void print_all(int fd, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t written = write(fd, bytes, len);
    if (written <= 0) return;
    bytes += written;
    len -= (size_t)written;
  }
}
static void print(void) {
  puts("hello from the plugin");
  fflush(stdout);
}
static void print_error(void) { fputs("warning: \x1b[31mno dictionary\n", stderr); }
static void print_and_abort(void) {
  print_error();
  abort();
}
static char *garbage(void) { return memset(malloc(MIB), 'x', MIB); }
static void print_megabyte(void) { print_all(1, garbage(), MIB); }
static void print_without_end(void) {
  for (char *bytes = garbage();;) print_all(2, bytes, MIB);
}
static void to_all_descriptors(const char *bytes, size_t len) {
  for (int fd = 0; fd < DESCRIPTORS; fd++) print_all(fd, bytes, len);
}
static void garbage_short(void) { to_all_descriptors("hello", 5); }
static void garbage_long(void) { to_all_descriptors(garbage(), MIB); }
static void garbage_frame(void) { /* "done", as if the host had asked with the nonce 0 */
  static const char frame[24] = { 'T', 'M', 'f', '1', 21 };
  to_all_descriptors(frame, sizeof frame);
}
static void garbage_frame_huge(void) { /* an analysis of 4 EiB */
  static const char frame[24] = { 'T', 'M', 'f', '1', 19, [23] = 0x40 };
  to_all_descriptors(frame, sizeof frame);
}
static void last_words_without_end(void) {
  static const char frame[24 + 9] = { 'T', 'M', 'f', '1', 22, [16] = 9, [24] = 11 };
  for (;;)
    for (int fd = 3; fd < 16; fd++) print_all(fd, frame, sizeof frame);
}
static void close_all(void) {
  for (int fd = 0; fd < DESCRIPTORS; fd++) close(fd);
}
static void replace_all(void) {
  int null = open("/dev/null", O_RDWR);
  if (null < 0) null = open("/dev/null", O_RDONLY);
  for (int fd = 3; fd < 64; fd++)
    if (fd != null) dup2(null, fd);
}
static void close_and_spin(void) {
  close_all();
  spin();
}

/* ---- processes ---- */
static void fork_sleeping(void) {
  if (fork() == 0) for_ever();
}
static void fork_returning(void) { (void)!fork(); }
static void fork_twice(void) {
  pid_t child = fork();
  if (child == 0) {
    if (fork() == 0) for_ever();
    _exit(0);
  }
  waitpid(child, NULL, 0);
}
static void fork_and_abort(void) {
  fork_sleeping();
  abort();
}
static void fork_and_spin(void) {
  fork_sleeping();
  spin();
}
static void vfork_exiting(void) {
  pid_t child = vfork();
  if (child == 0) _exit(0);
  waitpid(child, NULL, 0);
}
static char *const sleeping[] = { "/bin/sleep", "100000", NULL };
static char *const nothing[] = { NULL };
static void exec_sleeping(void) { execve(sleeping[0], sleeping, nothing); }
static void exec_ending(void) { execle("/bin/true", "true", NULL, nothing); }
static void spawn_sleeping(void) {
  pid_t child;
  posix_spawn(&child, sleeping[0], NULL, NULL, sleeping, nothing);
}
static void shell(void) { (void)!system("exit 0"); }
static void leave_session(void) { setsid(); }
static void kill_host(void) { kill(getppid(), SIGKILL); }
static void kill_everyone(void) { kill(-1, SIGKILL); }
static void kill_group(void) { kill(0, SIGKILL); }
static void trace_me(void) { ptrace(PTRACE_TRACEME, 0, NULL, NULL); }
static void trace_host(void) { ptrace(PTRACE_ATTACH, getppid(), NULL, NULL); }
static void read_host(void) {
  char byte;
  struct iovec here = { &byte, 1 }, there = { (void *)words, 1 };
  process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}

/* ---- traces ---- */
static void change_folder(void) { (void)!chdir("/"); }
static void block_signals(void) {
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGTERM);
  sigprocmask(SIG_BLOCK, &one, NULL);
}
static void set_alarm(void) { alarm(1); }

/* ---- answers ---- */
static void layer_twice(void) {
  tm_layer layer = { .name = TM_STR("hostile") };
  sink->put_layer(sink->context, &layer); /* the sound one comes as well */
}
static void json_twice(void) {
  tm_str json = TM_STR("1");
  sink->put_json(sink->context, json);
}
static void annotations_too_many(void) {
  tm_layer layer = { .name = TM_STR("hostile") };
  layer.annotations.len = 30000000;
  layer.annotations.ptr = mmap(NULL, layer.annotations.len * sizeof *layer.annotations.ptr, PROT_READ,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  sink->put_layer(sink->context, &layer);
}
static void bytes_too_many(void) {
  tm_layer layer = { .name = TM_STR("hostile") };
  layer.strings.len = 32 * MIB;
  layer.strings.ptr = calloc(32, MIB);
  sink->put_layer(sink->context, &layer);
}
static void summary_huge(void) {
  tm_str json = { (const uint8_t *)"{}", 2 * GIB };
  sink->put_json(sink->context, json);
}
static void summary_nested(void) {
  tm_str json = { memset(malloc(MIB), '[', MIB), MIB };
  sink->put_json(sink->context, json);
}

/* ---- what shows in a later document ---- */
static int damaged;
static void damage(void) { damaged = 1; }
static void set_late_alarm(void) { /* unlike that of alarm(), nobody sees it */
  timer_t timer;
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGTERM };
  struct itimerspec soon = { .it_value = { .tv_nsec = 300000000 } };
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &soon, NULL)) abort();
}

/* ---- what harms nobody ---- */
static sigjmp_buf back;
static void jump_back(int number) {
  (void)number;
  siglongjmp(back, 1);
}
static void rescued_segfault(void) {
  void (*before)(int) = signal(SIGSEGV, jump_back);
  if (sigsetjmp(back, 1) == 0) segfault();
  signal(SIGSEGV, before);
}
static void outlive_host(void) { prctl(PR_SET_PDEATHSIG, 0); }
static void raise_limits(void) {
  struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  setrlimit(RLIMIT_DATA, &none);
}
static void spoil_errno(void) { errno = ENOMEM; }
static void join_threads(void) {
  for (int i = 0; i < 20; i++) joined(spoil_errno);
}
static void read_input(void) {
  char byte;
  if (read(0, &byte, 1) != 0) abort();
}
static void sleep_three_seconds(void) { sleep(3); }

#define FAULT(name) { #name, name }
static const struct { const char *name; void (*act)(void); } faults[] = {
  FAULT(segfault), FAULT(wild_jump), FAULT(bus_error), FAULT(illegal_instruction), FAULT(division_by_zero), FAULT(abort),
  FAULT(exit_0), FAULT(exit_3), FAULT(exit_at_once), FAULT(exit_quickly), FAULT(exit_spinning), FAULT(exit_in_thread),
  FAULT(kill_itself), FAULT(stop_itself), FAULT(stack_overflow), FAULT(stack_overflow_in_thread),
  FAULT(segfault_in_thread), FAULT(spin), FAULT(spin_deaf), FAULT(for_ever), FAULT(handled_segfault),
  FAULT(ignored_segfault), FAULT(ignored_abort), FAULT(unmap_code), FAULT(unmap_stack), FAULT(memory_touched),
  FAULT(memory_untouched), FAULT(memory_at_once), FAULT(memory_shared), FAULT(memory_despite_limit),
  FAULT(thread_sleeping), FAULT(thread_spinning), FAULT(thread_segfault), FAULT(thread_garbage),
  FAULT(threads_without_end), FAULT(print), FAULT(print_error), FAULT(print_and_abort), FAULT(print_megabyte),
  FAULT(print_without_end), FAULT(garbage_short), FAULT(garbage_long), FAULT(garbage_frame), FAULT(garbage_frame_huge),
  FAULT(last_words_without_end), FAULT(close_all), FAULT(replace_all), FAULT(close_and_spin), FAULT(fork_sleeping),
  FAULT(fork_returning), FAULT(fork_twice), FAULT(fork_and_abort), FAULT(fork_and_spin), FAULT(vfork_exiting),
  FAULT(exec_sleeping), FAULT(exec_ending), FAULT(spawn_sleeping), FAULT(shell), FAULT(leave_session), FAULT(kill_host),
  FAULT(kill_everyone), FAULT(kill_group), FAULT(trace_me), FAULT(trace_host), FAULT(read_host), FAULT(change_folder),
  FAULT(block_signals), FAULT(set_alarm), FAULT(layer_twice), FAULT(json_twice), FAULT(annotations_too_many),
  FAULT(damage), FAULT(set_late_alarm), FAULT(bytes_too_many), FAULT(summary_huge), FAULT(summary_nested), FAULT(rescued_segfault), FAULT(outlive_host),
  FAULT(raise_limits), FAULT(spoil_errno), FAULT(join_threads), FAULT(read_input), FAULT(sleep_three_seconds),
};

static void fault(const char *name, size_t len) {
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
    if (strlen(faults[i].name) == len && memcmp(faults[i].name, name, len) == 0) {
      faults[i].act();
      return;
    }
  fprintf(stderr, "there is no fault of that name");
  abort();
}
#define DO(name) fault(name, strlen(name))

static int32_t init(const tm_host *host) {
  snprintf(words, sizeof words, "%.*s/words.txt", (int)host->folder.len, (const char *)host->folder.ptr);
#ifdef AT_INIT
  DO(AT_INIT);
#endif
  return TM_OK;
}

#ifdef AT_OPEN
__attribute__((constructor)) static void opened(void) { DO(AT_OPEN); }
#endif

static int32_t schema(const tm_sink *to) {
  sink = to;
#ifdef AT_SCHEMA
  DO(AT_SCHEMA);
#endif
  tm_str json = TM_STR("{\"type\": \"object\", \"additionalProperties\": false}");
  return to->put_json(to->context, json);
}

static int32_t create(tm_str options, const tm_sink *to, void **instance) {
  (void)options;
  (void)to;
#ifdef AT_CREATE
  DO(AT_CREATE);
#endif
  *instance = malloc(1);
  return TM_OK;
}

static int32_t destroy(void *instance, const tm_sink *to) {
  (void)to;
#ifdef AT_DESTROY
  DO(AT_DESTROY);
#endif
  free(instance);
  return TM_OK;
}

static int32_t analyze(const void *instance, const tm_document *given, const tm_sink *to) {
  (void)instance;
  document = given;
  sink = to;
  if (damaged) segfault();
  const char *text = (const char *)document->text.ptr;
  size_t len = document->text.len;
#ifdef HARMLESS
  const int harmful = 0;
#else
  const int harmful = 1;
#endif
  if (harmful && len > 6 && memcmp(text, "FAULT ", 6) == 0) fault(text + 6, strcspn(text + 6, " ."));
  tm_annotation first = { .label = { 0, 5 } };
  tm_layer layer = { .name = TM_STR("hostile"), .annotations = { &first, len > 0 }, .strings = TM_STR("first") };
  if (document->tokens.len > 0) first.span = document->tokens.ptr[0].span;
  int32_t one = to->put_layer(to->context, &layer);
  tm_str json = TM_STR("\"fine\"");
  int32_t other = to->put_json(to->context, json);
  return one ? one : other;
}

TM_EXPORT const tm_entry textmine_plugin_v1 = {
  .magic = TM_MAGIC, .abi_major = TM_ABI_MAJOR, .abi_minor = TM_ABI_MINOR, .size = sizeof(tm_entry),
  .manifest = TM_MANIFEST_BYTES(manifest), .init = init, .schema = schema, .create = create, .analyze = analyze,
  .destroy = destroy,
};
