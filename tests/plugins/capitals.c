/* A whole analyzer in C: marks words in capitals. Compiled with -DFAULT_… it breaks the contract in one way each. */
#include "textmine.h"
#include <stdio.h>
#include <stdlib.h>

#ifndef ABI_TEXT
#define ABI_TEXT "1.0"
#endif
#ifndef ABI_MAJOR
#define ABI_MAJOR TM_ABI_MAJOR
#endif
#ifndef ABI_MINOR
#define ABI_MINOR TM_ABI_MINOR
#endif
#ifndef ARCH
#define ARCH TM_ARCH
#endif
#ifndef PANIC
#define PANIC "unwind"
#endif
#ifndef NAME
#define NAME "capitals"
#endif

#ifndef FLAGS
#define FLAGS TM_CONCURRENT
#endif
#ifndef LAYERS
#define LAYERS "provides=capitals\n"
#endif

#ifdef FAULT_NO_MANIFEST
static const struct { char text[1]; } manifest = { "?" };
#else
TM_MANIFEST(manifest, "abi=" ABI_TEXT "\nname=" NAME "\nversion=0.1.0\nabout=words in capitals\narch=" ARCH
                      "\nos=" TM_OS "\npanic=" PANIC "\n" LAYERS);
#endif

static int32_t create(tm_str options, const tm_sink *sink, void **instance) {
  (void)options;
  (void)sink;
  *instance = malloc(1);
  return TM_OK;
}

static int32_t destroy(void *instance, const tm_sink *sink) {
  (void)sink;
  free(instance);
  return TM_OK;
}

static int is_capital(tm_str text, tm_span span) {
  for (uint32_t i = span.start; i < span.end; i++)
    if (text.ptr[i] < 'A' || text.ptr[i] > 'Z') return 0;
  return 1;
}

static int32_t analyze(const void *instance, const tm_document *document, const tm_sink *sink) {
  (void)instance;
  tm_annotation *found = calloc(document->tokens.len + 1, sizeof *found);
  size_t n = 0;
  for (size_t i = 0; i < document->tokens.len; i++) {
    tm_token token = document->tokens.ptr[i];
    if (is_capital(document->text, token.span))
      found[n++] = (tm_annotation){ .span = token.span, .label = { 0, 5 }, .score = 0.5f, .flags = TM_SCORED };
  }
  tm_layer layer = { .name = TM_STR("capitals"), .annotations = { found, n }, .strings = TM_STR("shout") };
#ifdef FAULT_STRINGS_NOT_UTF8
  layer.strings = (tm_str)TM_STR("\xff\xfe\xfd\xfc\xfb");
#endif
#ifdef FAULT_NULL_ARRAY
  layer.annotations.ptr = NULL;
  layer.annotations.len = 5;
#endif
#ifdef FAULT_MISALIGNED_ARRAY
  layer.annotations.ptr = (const tm_annotation *)((const char *)found + 1);
#endif
#ifdef FAULT_LABEL_OUTSIDE
  found[0].label.offset = 4000000000u;
#endif
#ifdef FAULT_HUGE_ARRAY
  layer.attributes.ptr = (const tm_attribute *)found;
  layer.attributes.len = (size_t)1 << 61;
#endif
#ifdef FAULT_HUGE_STRINGS
  layer.strings.len = (size_t)1 << 63;
#endif
#ifdef FAULT_SHARED_ATTRIBUTES
  static const tm_attribute one = { 0, 1, TM_TEXT, { 0, 1 } };
  layer.attributes.ptr = &one;
  layer.attributes.len = 1;
  found[0].attributes_len = found[1].attributes_len = 1;
#endif
#ifdef FAULT_SPAN_OUTSIDE
  found[0].span.end = 4000000000u;
#endif
#ifdef FAULT_SPAN_BACKWARDS
  found[0].span = (tm_span){ 3, 1 };
#endif
#ifdef FAULT_ATTRIBUTES_OUTSIDE
  found[0].attributes_len = 7;
#endif
#ifdef FAULT_SCORE
  found[0].score = 0.0f / 0.0f;
#endif
#ifdef FAULT_UNDECLARED_LAYER
  layer.name = (tm_str)TM_STR("secrets");
#endif
  int32_t status = sink->put_layer(sink->context, &layer);
#ifdef FAULT_LAYER_TWICE
  sink->put_layer(sink->context, &layer);
#endif
  free(found);
  char json[64];
  int length = snprintf(json, sizeof json, "{\"shouts\":%zu}", n);
#ifdef FAULT_JSON
  length -= 1;
#endif
#ifdef FAULT_JSON_NUMBER
  length = snprintf(json, sizeof json, "1e999");
#endif
#ifdef JSON_LINES
  length = snprintf(json, sizeof json, "{\n  \"shouts\": %zu\n}", n);
#endif
  tm_str summary = { (const uint8_t *)json, (size_t)length };
  int32_t second = sink->put_json(sink->context, summary);
#ifdef FAULT_JSON_TWICE
  sink->put_json(sink->context, summary);
#endif
#ifdef FAULT_STATUS
  return 77;
#endif
#ifdef FAULT_PANICKED
  return TM_PANICKED;
#endif
#ifdef FAULT_FAIL
  tm_str none = { NULL, 0 }, reason = TM_STR("the dictionary\nis \x1b[31mmissing");
  sink->fail(sink->context, none, reason);
  return TM_FAILED;
#endif
  return status ? status : second;
}

#ifdef FAULT_CONSTRUCTOR
/* Runs when the library is opened: a file that is refused must never get here. */
__attribute__((constructor)) static void opened(void) { abort(); }
#endif
#ifdef FAULT_UNRESOLVED
extern int textmine_no_such_function(void);
TM_EXPORT int call_it(void) { return textmine_no_such_function(); }
#endif

/* What a later minor may look like: the same table with a tail that this host does not know. */
typedef struct {
  tm_entry known;
  void (*from_the_future)(void);
} longer_entry;

#if defined(FAULT_NO_SYMBOL)
TM_EXPORT const void *const keep[] = { &manifest, (const void *)create, (const void *)analyze, (const void *)destroy };
#else
#ifdef LONGER_ENTRY
#define ENTRY TM_EXPORT const longer_entry textmine_plugin_v1_longer __asm__("textmine_plugin_v1") = { .known =
#define END , .from_the_future = (void (*)(void))1 }
#define SIZE sizeof(longer_entry)
#else
#define ENTRY TM_EXPORT const tm_entry textmine_plugin_v1 =
#define END
#define SIZE sizeof(tm_entry)
#endif
#ifdef FAULT_SMALL_ENTRY
#undef SIZE
#define SIZE 40
#endif
ENTRY {
#ifdef FAULT_MAGIC
  .magic = { 'E', 'L', 'F' },
#else
  .magic = TM_MAGIC,
#endif
  .abi_major = ABI_MAJOR, .abi_minor = ABI_MINOR, .size = SIZE,
#ifdef FAULT_OTHER_MANIFEST
  .manifest = TM_STR("another"),
#else
  .manifest = TM_MANIFEST_BYTES(manifest),
#endif
  .flags = FLAGS, .create = create,
#ifndef FAULT_NULL_FUNCTION
  .analyze = analyze,
#endif
  .destroy = destroy } END;
#if defined(FAULT_NULL_FUNCTION) || defined(FAULT_OTHER_MANIFEST)
TM_EXPORT const void *const keep[] = { &manifest, (const void *)analyze };
#endif
#endif
