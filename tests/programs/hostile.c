/* A program that is an analyzer, and misbehaves as its argument or the text (`FAULT name.`) says: in nothing but C, so that it is
   tested wherever plugins are. Given the argument `harmless`, it behaves. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *fault = "";

static int is(const char *name) { return strcmp(fault, name) == 0; }

static void *sleeps(void *unused) {
  for (;;) pause();
  return unused;
}

static int sum(int depth) {
  volatile char block[1 << 16];
  block[0] = (char)depth;
  return depth == 0 ? 0 : block[0] + sum(depth + 1);
}

/* What replaces the answer, or comes with it. Returns if the answer is still to be written. */
static void misbehave(int turn) {
  volatile int spun = 0;
  if (is("segfault")) *(volatile int *)0 = 1;
  if (is("abort")) abort();
  if (is("raise_an_error")) raise(SIGFPE);
  if (is("stack_overflow")) exit(sum(1));
  if (is("exit_0")) exit(0);
  if (is("exit_3")) exit(3);
  if (is("kill_itself")) kill(getpid(), SIGKILL);
  if (is("complain_and_exit")) {
    fprintf(stderr, "reading /usr/share/words/nouns.txt\nno such word\n");
    exit(1);
  }
  if (is("half_a_line")) {
    printf("{\"turn\":%d,", turn);
    exit(0);
  }
  if (is("silence") || is("stop_itself")) {
    if (is("stop_itself")) kill(getpid(), SIGSTOP);
    for (;;) pause();
  }
  if (is("spin")) for (;;) spun++;
  if (is("close_and_spin")) {
    fclose(stdout);
    for (;;) spun++;
  }
  if (is("complain_without_end")) for (;;) fputc('x', stderr);
  if (is("line_without_end")) for (;;) printf("xxxxxxxxxxxxxxxx");
  if (is("memory")) {
    for (;;) {
      char *block = malloc(1 << 20);
      if (!block) abort();
      memset(block, 1, 1 << 20);
    }
  }
  if (is("processes_without_end")) {
    signal(SIGCHLD, SIG_DFL);
    for (;;) {
      if (fork() == 0) for (;;) pause();
    }
  }
  if (is("threads_without_end")) {
    for (;;) {
      pthread_attr_t small;
      pthread_attr_init(&small);
      pthread_attr_setstacksize(&small, 1 << 15);
      pthread_t thread;
      pthread_create(&thread, &small, sleeps, NULL);
    }
  }
  if (is("become_another")) execl("/bin/true", "true", (char *)NULL);
  if (is("leave_a_process")) {
    if (fork() == 0) for (;;) pause();
  }
  if (is("leave_a_session")) {
    if (fork() == 0) {
      setsid();
      for (;;) pause();
    }
  }
  if (is("write")) {
    if (open("written.txt", O_WRONLY | O_CREAT, 0666) < 0) perror("written.txt");
  }
  if (is("read")) {
    if (open("/etc/hostname", O_RDONLY) < 0) perror("hostname");
  }
  if (is("connect")) {
    if (socket(AF_INET, SOCK_STREAM, 0) < 0) perror("socket");
  }
  if (is("kill_host")) {
    if (kill(getppid(), SIGKILL) < 0) perror("kill");
    if (kill(-1, SIGKILL) < 0) perror("kill");
    if (kill(0, SIGKILL) < 0) perror("kill");
  }
  if (is("raise_limits")) {
    struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
    if (setrlimit(RLIMIT_DATA, &none) < 0) perror("setrlimit");
  }
  if (is("complain")) fprintf(stderr, "the word list is empty\n");
}

/* The answer, right or wrong. */
static void answer(int turn) {
  const char *line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":1,\"label\":\"first\"}]}}\n";
  if (is("text_before")) line = "looking at turn %d\n{\"turn\":3}\n";
  if (is("not_utf8")) line = "{\"turn\":%d,\"summary\":\"\xff\xfe\"}\n";
  if (is("nothing")) line = "\n";
  if (is("null")) line = "null\n";
  if (is("list")) line = "[%d]\n";
  if (is("another_turn")) line = "{\"turn\":1%d}\n";
  if (is("no_turn")) line = "{\"layers\":{}}\n";
  if (is("unknown_key")) line = "{\"turn\":%d,\"layer\":{}}\n";
  if (is("error")) line = "{\"turn\":%d,\"error\":\"the text is no news\"}\n";
  if (is("undeclared_layer")) line = "{\"turn\":%d,\"layers\":{\"notes\":[]}}\n";
  if (is("no_label")) line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":1}]}}\n";
  if (is("outside")) line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":9000,\"label\":\"x\"}]}}\n";
  if (is("backwards")) line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":2,\"end\":1,\"label\":\"x\"}]}}\n";
  if (is("negative")) line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":-1,\"end\":1,\"label\":\"x\"}]}}\n";
  if (is("another_text"))
    line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":3,\"text\":\"NATO\",\"label\":\"x\"}]}}\n";
  if (is("infinite"))
    line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":1,\"label\":\"x\",\"score\":1e99}]}}\n";
  if (is("number_attribute"))
    line = "{\"turn\":%d,\"layers\":{\"marks\":[{\"start\":0,\"end\":1,\"label\":\"x\",\"attrs\":{\"n\":1}}]}}\n";
  if (is("huge_number")) line = "{\"turn\":%d,\"summary\":1e999}\n";
  printf(line, turn);
  if (is("text_after")) printf("done with turn %d\n", turn);

}

/* The first line of output. */
static void greet(void) {
  if (is("start_exit")) exit(7);
  if (is("start_segfault")) *(volatile int *)0 = 1;
  if (is("start_silence")) for (;;) pause();
  if (is("start_text")) printf("hostile 1.0\n");
  const char *line = "{\"protocol\":1,\"name\":\"hostile\",\"about\":\"marks the first character\",\"provides\":[\"marks\"]}\n";
  if (is("start_protocol")) line = "{\"protocol\":2}\n";
  if (is("start_nameless")) line = "{\"protocol\":1}\n";
  if (is("start_bad_layer")) line = "{\"protocol\":1,\"name\":\"hostile\",\"provides\":[\"my marks\"]}\n";
  if (is("start_unknown_key")) line = "{\"protocol\":1,\"name\":\"hostile\",\"needs\":[\"marks\"]}\n";
  if (is("start_refuse")) line = "{\"error\":\"there is no such language\",\"option\":\"/language\"}\n";
  if (is("start_schema"))
    line = "{\"protocol\":1,\"name\":\"hostile\",\"options\":{\"properties\":{\"language\":{\"type\":\"string\"}},"
           "\"additionalProperties\":false}}\n";
  printf("%s", line);
  fflush(stdout);
}

int main(int argc, char **argv) {
  int harmless = argc > 1 && strcmp(argv[1], "harmless") == 0;
  char *text = NULL;
  size_t room = 0;
  if (argc > 1 && !harmless) fault = argv[1];
  if (getline(&text, &room, stdin) < 0) return 1;
  greet();
  for (int turn = 1; getline(&text, &room, stdin) >= 0; turn++) {
    char name[64] = "";
    const char *at = strstr(text, "FAULT ");
    if (at && !harmless) sscanf(at, "FAULT %63[a-z_0-9]", name);
    fault = name;
    misbehave(turn);
    answer(turn);
    fflush(stdout);
  }
  return argc > 1 && strcmp(argv[1], "end_badly") == 0 ? 9 : 0;
}
