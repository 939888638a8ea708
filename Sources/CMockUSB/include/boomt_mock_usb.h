#ifndef BOOMT_MOCK_USB_H
#define BOOMT_MOCK_USB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A test bed of emulated USB devices (libumockdev) without a word of GLib in its interface.
 *
 * The kernel side of usbdevfs is played here: URBs are queued, reaped and discarded as the ioctls of linux/usbdevice_fs.h
 * ask. What a URB is answered with is decided by the owner of the device through `boomt_usb_calls`.
 */

/* A directory that programs under libumockdev-preload.so.0 take for /sys and /dev. One per process. */
typedef struct boomt_bed boomt_bed;

/* The usbdevfs side of one device node. Lives until the process ends: a client may hold the node open for so long. */
typedef struct boomt_usb_node boomt_usb_node;

/* One request block as the kernel would see it. */
typedef struct boomt_urb {
    uint64_t id;          /* names the block in boomt_usb_complete; never 0, never used twice */
    uint8_t type;         /* 1 interrupt, 2 control, 3 bulk (USBDEVFS_URB_TYPE_*) */
    uint8_t endpoint;     /* with bit 7 set for IN; 0 for control */
    uint8_t setup[8];     /* the setup packet of a control transfer, else zeros */
    const uint8_t *out;   /* bytes that go to the device; valid during the call only */
    size_t out_length;
    size_t in_capacity;   /* how many bytes the host takes at most */
} boomt_urb;

/* What the owner of a device is told, on the test bed's own thread. It may call boomt_usb_complete from inside. */
typedef struct boomt_usb_calls {
    void *context;
    void (*submitted)(void *context, const boomt_urb *urb);
    void (*discarded)(void *context, uint64_t id);
    void (*released)(void *context); /* the host closed the device node */
} boomt_usb_calls;

/* Whether libumockdev-preload.so.0 is loaded into this process. Without it nothing here works. */
bool boomt_bed_preloaded(void);

/* Creates the directory and sets UMOCKDEV_DIR of this process. */
boomt_bed *boomt_bed_create(void);
/* Removes the directory. No client may have a device node open any more. */
void boomt_bed_destroy(boomt_bed *bed);
/* The directory: the value of UMOCKDEV_DIR. Lives as long as the bed. */
const char *boomt_bed_root(const boomt_bed *bed);
/* Adds devices in umockdev's own text form and sends "add" events. False: the text was refused. */
bool boomt_bed_add(boomt_bed *bed, const char *description);
/* Sends the "remove" event and takes the device at this sysfs path away. */
void boomt_bed_remove(boomt_bed *bed, const char *syspath);
/* Replays recorded ioctls for the device that the file names itself (umockdev-record --ioctl). */
bool boomt_bed_load_script(boomt_bed *bed, const char *path);
/* Replays a usbmon recording (pcapng) for the device at this sysfs path. */
bool boomt_bed_load_recording(boomt_bed *bed, const char *syspath, const char *path);

/* Answers usbdevfs ioctls on a device node (/dev/bus/usb/BBB/DDD). Attach before the device is added. */
boomt_usb_node *boomt_usb_attach(boomt_bed *bed, const char *devnode, boomt_usb_calls calls);
/* Ends a URB: status 0 or a negative errno; data goes to the host, cut at its capacity. Unknown ids are ignored. */
void boomt_usb_complete(boomt_usb_node *node, uint64_t id, int status, const uint8_t *data, size_t length);
/* The plug is pulled: every URB ends with ESHUTDOWN, every later ioctl with ENODEV. */
void boomt_usb_gone(boomt_usb_node *node);
/* Stops accepting new clients for the node; needed before the bed gets a node of the same name. */
void boomt_usb_detach(boomt_bed *bed, boomt_usb_node *node);

#endif
