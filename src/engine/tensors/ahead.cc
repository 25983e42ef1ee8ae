// Loads libraries on a thread of its own, while Node reads scripts and computes: libtensorflow takes a tenth of a second, most of
// it to construct its tables, and whoever wants it then finds it there or waits for the rest.
#include <dlfcn.h>
#include <node_api.h>
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

std::thread first;
std::thread second;
std::atomic<bool> leaving{false};

// What libtensorflow constructs takes 20 MB in small pieces, and the C library gets a thread's memory from the system page by
// page: 5,000 calls, for each of which all other threads wait that want memory. What it has had once it need not ask for again.
void GrowHeap() {
  constexpr size_t piece = 100 << 10;
  constexpr uintptr_t huge = 2 << 20;
  std::array<void *, 240> pieces;
  for (void *&memory : pieces) memory = std::malloc(piece);
  const uintptr_t begin = (reinterpret_cast<uintptr_t>(pieces.front()) + huge - 1) & ~(huge - 1);
  const uintptr_t end = reinterpret_cast<uintptr_t>(pieces.back()) & ~(huge - 1);
  // A page fault for 2 MB instead of 4 KB, where the system has such pages.
  if (begin < end) madvise(reinterpret_cast<void *>(begin), end - begin, MADV_HUGEPAGE);
  for (void *memory : pieces) std::free(memory);
}

// TensorFlow enters its thousands of operations into a table when the first one is looked up, as the source of a graph is.
void EnterOperations(void *library) {
  const auto make = reinterpret_cast<void *(*)()>(dlsym(library, "TF_NewGraph"));
  const auto drop = reinterpret_cast<void (*)(void *)>(dlsym(library, "TF_DeleteGraph"));
  if (make != nullptr && drop != nullptr) drop(make());
}

// The one argument of a call, a text; false where it is none.
bool TextOf(napi_env env, napi_callback_info info, std::string *text) {
  size_t count = 1;
  napi_value value;
  size_t length = 0;
  if (napi_get_cb_info(env, info, &count, &value, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_string_utf8(env, value, nullptr, 0, &length) != napi_ok)
    return false;
  text->resize(length + 1);
  napi_get_value_string_utf8(env, value, text->data(), text->size(), &length);
  text->resize(length);
  return true;
}

// load(file): begins, and returns at once. That a file cannot be loaded is told to who loads it next.
napi_value Load(napi_env env, napi_callback_info info) {
  std::string name;
  if (first.joinable() || !TextOf(env, info, &name)) return nullptr;
  first = std::thread([name] {
    GrowHeap();
    void *library = dlopen(name.c_str(), RTLD_LAZY);
    if (library != nullptr && !leaving) EnterOperations(library);
  });
  return nullptr;
}

// then(file): loads another one behind it, once. The dynamic linker loads one at a time: whoever wants it now would wait, too.
napi_value Then(napi_env env, napi_callback_info info) {
  std::string name;
  if (second.joinable() || !first.joinable() || !TextOf(env, info, &name)) return nullptr;
  second = std::thread([name] {
    first.join();
    if (!leaving) dlopen(name.c_str(), RTLD_LAZY);
  });
  return nullptr;
}

// wait(): until they are loaded. A process must not end before: its exit would take apart what is being constructed.
napi_value Wait(napi_env, napi_callback_info) {
  leaving = true;
  if (second.joinable()) second.join();
  if (first.joinable()) first.join();
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"load", nullptr, Load, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"then", nullptr, Then, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"wait", nullptr, Wait, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  napi_define_properties(env, exports, 3, functions);
  return exports;
}
