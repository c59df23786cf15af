/* A plugin that tries what a sandbox forbids: on a document `TRY what path` it does that, and its summary says what came of it. */
#define _GNU_SOURCE
#include "textmine.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

TM_MANIFEST(manifest, "abi=1.0\nname=intruder\nversion=0.1.0\nabout=tries doors\narch=" TM_ARCH "\nos=" TM_OS
                      "\npanic=unwind\ndata=words.txt\n");

static char folder[4096]; /* where its own files are */

/* ---- files: negative is an error, as in all that follows ---- */
static long opened(const char *path, int flags) {
  char byte;
  int fd = open(path, flags, 0600);
  if (fd < 0) return fd;
  long done = (flags & O_ACCMODE) == O_RDONLY ? read(fd, &byte, 1) : write(fd, "x", 1);
  close(fd);
  return done;
}
static long read_file(const char *path) { return opened(path, O_RDONLY); }
static long read_own_data(const char *path) {
  (void)path;
  char own[5000];
  snprintf(own, sizeof own, "%s/words.txt", folder);
  return opened(own, O_RDONLY);
}
static long write_file(const char *path) { return opened(path, O_WRONLY); }
static long append(const char *path) { return opened(path, O_WRONLY | O_APPEND); }
static long create_file(const char *path) { return opened(path, O_WRONLY | O_CREAT | O_EXCL); }
static long create_unnamed(const char *path) { return opened(path, O_WRONLY | O_TMPFILE); }
static long empty_file(const char *path) { return opened(path, O_RDONLY | O_TRUNC); }
static long truncate_file(const char *path) { return truncate(path, 0); }
static long unlink_file(const char *path) { return unlink(path); }
static long list(const char *path) {
  DIR *found = opendir(path);
  return found ? closedir(found) : -1;
}
static long rename_file(const char *path) {
  char to[5000];
  snprintf(to, sizeof to, "%s.moved", path);
  return rename(path, to);
}
static long make_folder(const char *path) { return mkdir(path, 0700); }
static long make_link(const char *path) { return symlink("/", path); }
static long change_mode(const char *path) { return chmod(path, 0666); }

/* ---- network ---- */
static long connected(int family, int type, const void *address, socklen_t len) {
  int fd = socket(family, type, 0);
  return fd < 0 ? fd : connect(fd, address, len);
}
static long tcp(const char *path) {
  (void)path;
  struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = { htonl(INADDR_LOOPBACK) } };
  return connected(AF_INET, SOCK_STREAM, &here, sizeof here);
}
static long udp(const char *path) {
  (void)path;
  struct sockaddr_in6 here = { .sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  return connected(AF_INET6, SOCK_DGRAM, &here, sizeof here);
}
static long unix_socket(const char *path) {
  struct sockaddr_un there = { .sun_family = AF_UNIX };
  snprintf(there.sun_path, sizeof there.sun_path, "%s", path);
  return connected(AF_UNIX, SOCK_STREAM, &there, sizeof there);
}
static long abstract_socket(const char *path) {
  (void)path;
  struct sockaddr_un there = { .sun_family = AF_UNIX, .sun_path = "\0textmine" };
  return connected(AF_UNIX, SOCK_STREAM, &there, sizeof there);
}
static long socket_pair(const char *path) {
  (void)path;
  int both[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, both);
}
static long raw_packets(const char *path) {
  (void)path;
  return socket(AF_PACKET, SOCK_RAW, 0);
}

/* ---- processes ---- */
static long ended(pid_t child) { return child < 0 ? child : waitpid(child, NULL, 0); }
static long fork_process(const char *path) {
  (void)path;
  pid_t child = fork();
  if (child == 0) _exit(0);
  return ended(child);
}
static long exec_program(const char *path) {
  char *const arguments[] = { (char *)path, NULL };
  return execv(path, arguments);
}
static long shell(const char *path) {
  (void)path;
  return system("exit 0");
}
static long trace_host(const char *path) {
  (void)path;
  return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
static long read_host(const char *path) {
  (void)path;
  char byte;
  struct iovec here = { &byte, 1 }, there = { folder, 1 };
  return process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}
static long host_file(const char *name, int flags) {
  char host[64];
  snprintf(host, sizeof host, "/proc/%d/%s", (int)getppid(), name);
  int fd = open(host, flags);
  return fd < 0 ? fd : close(fd);
}
static long read_host_memory(const char *path) {
  (void)path;
  return host_file("mem", O_RDONLY);
}
static long read_host_environment(const char *path) {
  (void)path;
  return host_file("environ", O_RDONLY);
}
static long signal_host(const char *path) {
  (void)path;
  return kill(getppid(), 0);
}
static long new_namespace(const char *path) {
  (void)path;
  return unshare(CLONE_NEWUSER);
}

/* ---- the kernel's corners ---- */
static long mount_folder(const char *path) { return mount("none", path, "tmpfs", 0, NULL); }
static long io_uring(const char *path) {
  (void)path;
  char parameters[120] = { 0 };
  return syscall(SYS_io_uring_setup, 1, parameters);
}
static long bpf(const char *path) {
  (void)path;
  return syscall(SYS_bpf, 0, NULL, 0);
}
static long memory_file(const char *path) { return memfd_create(path, 0); }
static long become_another(const char *path) {
  (void)path;
  return setuid(getuid());
}
static long leave_folder(const char *path) { return chdir(path); }

#define ATTEMPT(name) { #name, name }
static const struct { const char *name; long (*act)(const char *path); } attempts[] = {
  ATTEMPT(read_file), ATTEMPT(read_own_data), ATTEMPT(write_file), ATTEMPT(append), ATTEMPT(create_file),
  ATTEMPT(create_unnamed), ATTEMPT(empty_file), ATTEMPT(truncate_file), ATTEMPT(list), ATTEMPT(unlink_file),
  ATTEMPT(rename_file), ATTEMPT(make_folder), ATTEMPT(make_link), ATTEMPT(change_mode), ATTEMPT(tcp), ATTEMPT(udp),
  ATTEMPT(unix_socket), ATTEMPT(abstract_socket), ATTEMPT(socket_pair), ATTEMPT(raw_packets), ATTEMPT(fork_process),
  ATTEMPT(exec_program), ATTEMPT(shell), ATTEMPT(trace_host), ATTEMPT(read_host), ATTEMPT(read_host_memory),
  ATTEMPT(read_host_environment), ATTEMPT(signal_host), ATTEMPT(new_namespace), ATTEMPT(mount_folder),
  ATTEMPT(io_uring), ATTEMPT(bpf), ATTEMPT(memory_file), ATTEMPT(become_another), ATTEMPT(leave_folder),
};

static int32_t init(const tm_host *host) {
  snprintf(folder, sizeof folder, "%.*s", (int)host->folder.len, (const char *)host->folder.ptr);
  return TM_OK;
}

static int32_t create(tm_str options, const tm_sink *sink, void **instance) {
  (void)options;
  (void)sink;
  *instance = folder;
  return TM_OK;
}

static int32_t destroy(void *instance, const tm_sink *sink) {
  (void)instance;
  (void)sink;
  return TM_OK;
}

static int32_t analyze(const void *instance, const tm_document *document, const tm_sink *sink) {
  (void)instance;
  char name[64] = "", path[4096] = "", json[128] = "\"no such attempt\"";
  char text[8192];
  snprintf(text, sizeof text, "%.*s", (int)document->text.len, (const char *)document->text.ptr);
  sscanf(text, "TRY %63s %4095s", name, path);
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
    if (strcmp(attempts[i].name, name) == 0) {
      errno = 0;
      long done = attempts[i].act(path);
      snprintf(json, sizeof json, "\"%s\"", done < 0 ? strerrorname_np(errno) : "done");
    }
  tm_str summary = { (const uint8_t *)json, strlen(json) };
  return sink->put_json(sink->context, summary);
}

TM_EXPORT const tm_entry textmine_plugin_v1 = {
  .magic = TM_MAGIC, .abi_major = TM_ABI_MAJOR, .abi_minor = TM_ABI_MINOR, .size = sizeof(tm_entry),
  .manifest = TM_MANIFEST_BYTES(manifest), .init = init, .create = create, .analyze = analyze, .destroy = destroy,
};
