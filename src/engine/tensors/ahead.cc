// Loads a library on a thread of its own, while Node reads scripts: libtensorflow takes a tenth of a second, most of it to
// construct its tables, and whoever wants it then finds it there or waits for the rest.
#include <dlfcn.h>
#include <node_api.h>

#include <atomic>
#include <string>
#include <thread>

namespace {

std::thread loading;
std::atomic<bool> leaving{false};

// TensorFlow enters its thousands of operations into a table when the first one is looked up, as the source of a graph is.
void EnterOperations(void *library) {
  const auto make = reinterpret_cast<void *(*)()>(dlsym(library, "TF_NewGraph"));
  const auto drop = reinterpret_cast<void (*)(void *)>(dlsym(library, "TF_DeleteGraph"));
  if (make != nullptr && drop != nullptr) drop(make());
}

// load(file): begins, and returns at once. That a file cannot be loaded is told to who loads it next.
napi_value Load(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value file;
  size_t length = 0;
  if (napi_get_cb_info(env, info, &count, &file, nullptr, nullptr) != napi_ok || count < 1 || loading.joinable() ||
      napi_get_value_string_utf8(env, file, nullptr, 0, &length) != napi_ok)
    return nullptr;
  std::string name(length + 1, '\0');
  napi_get_value_string_utf8(env, file, name.data(), name.size(), &length);
  loading = std::thread([name] {
    void *library = dlopen(name.c_str(), RTLD_LAZY);
    if (library != nullptr && !leaving) EnterOperations(library);
  });
  return nullptr;
}

// wait(): until it is loaded. A process must not end before: its exit would take apart what is being constructed.
napi_value Wait(napi_env, napi_callback_info) {
  leaving = true;
  if (loading.joinable()) loading.join();
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"load", nullptr, Load, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"wait", nullptr, Wait, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  napi_define_properties(env, exports, 2, functions);
  return exports;
}
