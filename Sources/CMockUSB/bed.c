#include "boomt_mock_usb.h"
#include <dlfcn.h>

#include "bed.h"

bool boomt_bed_preloaded(void) {
    /* umockdev_in_mock_environment() answers "no" until there is a test bed, and then remembers that answer for ever. */
    void *preload = dlopen("libumockdev-preload.so.0", RTLD_LAZY | RTLD_NOLOAD);
    if (preload == NULL) return false;
    dlclose(preload);
    return true;
}

boomt_bed *boomt_bed_create(void) {
    boomt_bed *bed = g_new0(boomt_bed, 1);
    bed->testbed = umockdev_testbed_new();
    bed->root = umockdev_testbed_get_root_dir(bed->testbed);
    return bed;
}

void boomt_bed_destroy(boomt_bed *bed) {
    g_object_unref(bed->testbed);
    g_free(bed->root);
    g_free(bed);
}

const char *boomt_bed_root(const boomt_bed *bed) {
    return bed->root;
}

/* True when there was no error; the error's text goes to standard error, because only a developer can act on it. */
static bool succeeded(GError *error) {
    if (error == NULL) return true;
    g_printerr("virtual USB bus: %s\n", error->message);
    g_error_free(error);
    return false;
}

bool boomt_bed_add(boomt_bed *bed, const char *description) {
    GError *error = NULL;
    umockdev_testbed_add_from_string(bed->testbed, description, &error);
    return succeeded(error);
}

void boomt_bed_remove(boomt_bed *bed, const char *syspath) {
    /* The event first: its text is made from the sysfs directory. */
    umockdev_testbed_uevent(bed->testbed, syspath, "remove");
    umockdev_testbed_remove_device(bed->testbed, syspath);
}

bool boomt_bed_load_script(boomt_bed *bed, const char *path) {
    GError *error = NULL;
    umockdev_testbed_load_ioctl(bed->testbed, NULL, path, &error);
    return succeeded(error);
}

bool boomt_bed_load_recording(boomt_bed *bed, const char *syspath, const char *path) {
    GError *error = NULL;
    umockdev_testbed_load_pcap(bed->testbed, syspath, path, &error);
    return succeeded(error);
}
