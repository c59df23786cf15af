/* textmine plugin ABI 1.0: what an analyzer in C needs. The crate textmine-abi says the same in Rust.
 *
 * A library exports one data symbol, `textmine_plugin_v1`. The host reads the manifest from the file, then opens the
 * library, reads the entry, and calls, in this order:
 *
 *   init      once per library, first of all
 *   schema    any number of times
 *   create    once per instance
 *   analyze   once per document; calls on one instance never overlap unless `flags` has TM_CONCURRENT
 *   destroy   once per instance, after its last analyze; never after TM_PANICKED
 *
 * Calls may come from any thread. Every pointer handed over in a call, by either side, is borrowed for that call:
 * nobody frees the other side's memory. Text is UTF-8, pointer and length, not NUL-terminated. No call may unwind or
 * longjmp. The library is never unloaded.
 */
#ifndef TEXTMINE_H
#define TEXTMINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define TM_EXPORT __declspec(dllexport)
#else
#define TM_EXPORT __attribute__((visibility("default")))
#endif

#define TM_ABI_MAJOR 1
#define TM_ABI_MINOR 0

/* ---- what a call returns ---- */
enum {
  TM_OK = 0,
  TM_FAILED = 1,   /* refused; say why with fail() */
  TM_PANICKED = 2, /* the instance can't be used any more; say why with fail() */
  TM_REJECTED = 3  /* from the host's callbacks: what was handed over broke the contract; return at once */
};

/* ---- borrowed memory; a null pointer is allowed with length 0 only ---- */
typedef struct { const uint8_t *ptr; size_t len; } tm_str; /* len in bytes */
#define TM_SLICE(T) struct { const T *ptr; size_t len; }   /* len in values */

/* ---- records in arrays: these never change within a major version ---- */
typedef struct { uint32_t start, end; } tm_span; /* bytes of the text, half-open, on character boundaries */

enum {
  TM_WORD = 0, TM_NUMBER = 1, TM_PUNCTUATION = 2, TM_SYMBOL = 3, TM_URL = 4, TM_HANDLE = 5, TM_HASHTAG = 6,
  TM_EMOJI = 7, TM_OTHER = 8 /* treat unknown kinds as this one */
};
typedef struct { tm_span span; uint32_t sentence, kind; } tm_token; /* sentence: an index */

typedef struct { uint32_t offset, len; } tm_str_ref; /* a range of tm_layer.strings, in bytes */

enum { TM_SCORED = 1 }; /* tm_annotation.flags: score has a meaning */
typedef struct {
  tm_span span;
  tm_str_ref label;
  uint32_t attributes_start, attributes_len; /* a range of tm_layer.attributes */
  float score;                               /* finite */
  uint32_t flags;
} tm_annotation;

enum { TM_TEXT = 0, TM_ITEM = 1, TM_EMPTY_LIST = 2 }; /* the key's only value; an item of its list; a list without items */
typedef struct { uint32_t key_offset; uint16_t key_len, kind; tm_str_ref value; } tm_attribute;

typedef struct {
  tm_str name;
  TM_SLICE(tm_annotation) annotations; /* from the host: sorted by start, longer first; towards it: any order */
  TM_SLICE(tm_attribute) attributes;
  tm_str strings;
} tm_layer;

/* ---- tables: they carry their size in bytes and grow at the tail; read no further than size says ---- */
typedef struct {
  uint32_t size;
  uint16_t abi_major, abi_minor;
  tm_str folder; /* the library's folder, to which the manifest's data is relative; may be empty */
} tm_host;

typedef struct {
  uint32_t size, reserved;
  tm_str id, text; /* text: at most 4 GiB, may contain NUL */
  TM_SLICE(tm_span) sentences;
  TM_SLICE(tm_token) tokens;
  TM_SLICE(tm_layer) layers;
} tm_document;

/* The host's callbacks, valid during the call that they are handed to, on the calling thread. They copy. */
typedef struct {
  uint32_t size, reserved;
  void *context;
  int32_t (*put_layer)(void *context, const tm_layer *layer); /* in analyze, once per layer that the manifest declares */
  int32_t (*put_json)(void *context, tm_str json);            /* once: the summary in analyze, the schema in schema */
  void (*fail)(void *context, tm_str option, tm_str message); /* option: JSON pointer of the one at fault, or empty */
} tm_sink;

enum { TM_CONCURRENT = 1 }; /* tm_entry.flags */
typedef struct {
  uint8_t magic[8];    /* TM_MAGIC */
  uint16_t abi_major;  /* TM_ABI_MAJOR */
  uint16_t abi_minor;  /* the lowest host minor that will do */
  uint32_t size;       /* sizeof(tm_entry) */
  tm_str manifest;     /* the manifest, mark included */
  uint32_t flags, reserved;
  int32_t (*init)(const tm_host *host);     /* may be null */
  int32_t (*schema)(const tm_sink *sink);   /* may be null: no options */
  int32_t (*create)(tm_str options, const tm_sink *sink, void **instance); /* options: a JSON object */
  int32_t (*analyze)(const void *instance, const tm_document *document, const tm_sink *sink);
  int32_t (*destroy)(void *instance, const tm_sink *sink);
} tm_entry;

#define TM_MAGIC { 'T', 'X', 'T', 'M', 'I', 'N', 'E', '\n' }
#define TM_STR(literal) { (const uint8_t *)(literal), sizeof(literal) - 1 }

/* ---- the manifest: 16 bytes of mark, the length of the text (little-endian), lines of key=value ----
 * Keys: abi (first), name, version, about, arch, os, panic, and any number of requires, uses, provides, data.
 *   TM_MANIFEST(manifest, "abi=1.0\nname=capitals\nversion=0.1.0\nabout=words in capitals\n"
 *                         "arch=" TM_ARCH "\nos=" TM_OS "\npanic=unwind\nprovides=capitals\n");
 * TM_MANIFEST_BYTES(manifest) is the value of tm_entry.manifest.
 */
#define TM_MANIFEST_MARK \
  { '\x89', 'T', 'M', '-', 'M', 'A', 'N', 'I', 'F', 'E', 'S', 'T', '\r', '\n', '\x1a', '\n' }
#define TM_MANIFEST_BYTE(lines, n) (uint8_t)((sizeof(lines) - 1) >> (8 * (n)) & 255)
#define TM_MANIFEST(variable, lines)                                                                   \
  static const struct { char mark[16]; uint8_t len[4]; char text[sizeof(lines)]; } variable = {        \
    TM_MANIFEST_MARK,                                                                                  \
    { TM_MANIFEST_BYTE(lines, 0), TM_MANIFEST_BYTE(lines, 1), TM_MANIFEST_BYTE(lines, 2),              \
      TM_MANIFEST_BYTE(lines, 3) },                                                                    \
    lines }
/* The NUL that ends the literal is no part of it. */
#define TM_MANIFEST_BYTES(variable) { (const uint8_t *)&(variable), sizeof(variable) - 1 }

#if defined(__x86_64__) || defined(_M_X64)
#define TM_ARCH "x86_64"
#elif defined(__aarch64__) || defined(_M_ARM64)
#define TM_ARCH "aarch64"
#endif
#if defined(__linux__)
#define TM_OS "linux"
#elif defined(__APPLE__)
#define TM_OS "macos"
#elif defined(_WIN32)
#define TM_OS "windows"
#endif

extern TM_EXPORT const tm_entry textmine_plugin_v1;

#ifdef __cplusplus
}
#endif
#endif
