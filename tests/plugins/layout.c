/* Prints the layout of the header's types, one per line: the Rust side prints the same. */
#include "textmine.h"
#include <stdio.h>

#define SIZE(type) printf(#type " %zu\n", sizeof(type))
#define AT(type, field) printf(#type "." #field " %zu\n", offsetof(type, field))

int main(void) {
  SIZE(tm_str); AT(tm_str, ptr); AT(tm_str, len);
  SIZE(tm_span); AT(tm_span, start); AT(tm_span, end);
  SIZE(tm_token); AT(tm_token, span); AT(tm_token, sentence);
  SIZE(tm_str_ref); AT(tm_str_ref, offset); AT(tm_str_ref, len);
  SIZE(tm_annotation); AT(tm_annotation, span); AT(tm_annotation, label); AT(tm_annotation, attributes_start);
  AT(tm_annotation, attributes_len); AT(tm_annotation, score); AT(tm_annotation, flags);
  SIZE(tm_attribute); AT(tm_attribute, key_offset); AT(tm_attribute, key_len); AT(tm_attribute, kind);
  AT(tm_attribute, value);
  SIZE(tm_layer); AT(tm_layer, name); AT(tm_layer, annotations); AT(tm_layer, attributes); AT(tm_layer, strings);
  SIZE(tm_host); AT(tm_host, size); AT(tm_host, abi_major); AT(tm_host, abi_minor); AT(tm_host, folder);
  SIZE(tm_document); AT(tm_document, size); AT(tm_document, id); AT(tm_document, text); AT(tm_document, sentences);
  AT(tm_document, tokens); AT(tm_document, layers);
  SIZE(tm_sink); AT(tm_sink, size); AT(tm_sink, context); AT(tm_sink, put_layer); AT(tm_sink, put_json);
  AT(tm_sink, fail);
  SIZE(tm_entry); AT(tm_entry, magic); AT(tm_entry, abi_major); AT(tm_entry, abi_minor); AT(tm_entry, size);
  AT(tm_entry, manifest); AT(tm_entry, flags); AT(tm_entry, init); AT(tm_entry, schema); AT(tm_entry, create);
  AT(tm_entry, analyze); AT(tm_entry, destroy);
  return 0;
}
