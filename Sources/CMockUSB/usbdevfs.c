#include "boomt_mock_usb.h"

#include <errno.h>
#include <linux/types.h>
#include <linux/usbdevice_fs.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>

#include "bed.h"

/*
 * libusb cannot block on an emulated node: poll() on it always says "ready", so its event thread asks for finished URBs
 * without a pause. An empty answer is therefore held back for this long (or until a URB is finished): 1 % of a processor
 * instead of all of it, in both processes.
 */
#define EMPTY_REAP_HOLD_MS 2

/* One submitted URB. `urb` and `buffer` mirror the client's memory and are written back when it is reaped. */
typedef struct {
    uint64_t id;
    UMockdevIoctlClient *client; /* compared, never followed */
    UMockdevIoctlData *urb;
    UMockdevIoctlData *buffer; /* NULL for an empty one */
} Block;

/* A client that asked for a finished URB while there was none. */
typedef struct {
    UMockdevIoctlClient *client;
    UMockdevIoctlData *slot;
    boomt_usb_node *node;
    GSource *timer;
} HeldReap;

struct boomt_usb_node {
    GMutex lock; /* guards everything below */
    char *devnode;
    UMockdevIoctlBase *handler;
    boomt_usb_calls calls;
    uint64_t last_id;
    GPtrArray *pending;  /* of Block */
    GPtrArray *finished; /* of Block */
    GPtrArray *held;     /* of HeldReap */
    UMockdevIoctlClient *claimant;
    bool gone;
};

static void block_free(gpointer pointer) {
    Block *block = pointer;
    g_object_unref(block->urb);
    if (block->buffer != NULL) g_object_unref(block->buffer);
    g_free(block);
}

static struct usbdevfs_urb *block_urb(const Block *block) {
    return (struct usbdevfs_urb *)block->urb->data;
}

/* First finished URB of a client, taken out of the list, or NULL. Call with the lock held. */
static Block *take_finished(boomt_usb_node *node, UMockdevIoctlClient *client) {
    for (guint i = 0; i < node->finished->len; i++) {
        Block *block = g_ptr_array_index(node->finished, i);
        if (block->client == client) {
            g_ptr_array_steal_index(node->finished, i);
            return block;
        }
    }
    return NULL;
}

static void hand_over(UMockdevIoctlClient *client, UMockdevIoctlData *slot, Block *block) {
    umockdev_ioctl_data_set_ptr(slot, 0, block->urb);
    umockdev_ioctl_client_complete(client, 0, 0);
    block_free(block);
}

/* Ends a held request one way or the other. Call with the lock held, after taking it off the list. */
static void finish_held(HeldReap *held, Block *block) {
    g_source_destroy(held->timer);
    if (block != NULL) {
        hand_over(held->client, held->slot, block);
    } else {
        umockdev_ioctl_client_complete(held->client, -1, held->node->gone ? ENODEV : EAGAIN);
    }
    g_object_unref(held->client);
    g_object_unref(held->slot);
    g_source_unref(held->timer);
    g_free(held);
}

/* Answers the held requests that can be answered now. Call with the lock held. */
static void serve_held(boomt_usb_node *node) {
    for (guint i = 0; i < node->held->len;) {
        HeldReap *held = g_ptr_array_index(node->held, i);
        Block *block = take_finished(node, held->client);
        if (block == NULL && !node->gone) {
            i++;
            continue;
        }
        g_ptr_array_steal_index(node->held, i);
        finish_held(held, block);
    }
}

static gboolean hold_expired(gpointer pointer) {
    HeldReap *held = pointer;
    boomt_usb_node *node = held->node;
    g_mutex_lock(&node->lock);
    /* Another thread may have answered it just before this timer fired. */
    if (g_ptr_array_find(node->held, held, NULL)) {
        g_ptr_array_remove(node->held, held);
        finish_held(held, NULL);
    }
    g_mutex_unlock(&node->lock);
    return G_SOURCE_REMOVE;
}

static void reap(boomt_usb_node *node, UMockdevIoctlClient *client) {
    UMockdevIoctlData *slot =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void *), NULL);
    if (slot == NULL) {
        umockdev_ioctl_client_complete(client, -1, EFAULT);
        return;
    }
    g_mutex_lock(&node->lock);
    Block *block = take_finished(node, client);
    if (block != NULL) {
        hand_over(client, slot, block);
        g_object_unref(slot);
    } else if (node->gone) {
        umockdev_ioctl_client_complete(client, -1, ENODEV);
        g_object_unref(slot);
    } else {
        HeldReap *held = g_new0(HeldReap, 1);
        held->client = g_object_ref(client);
        held->slot = slot;
        held->node = node;
        held->timer = g_timeout_source_new(EMPTY_REAP_HOLD_MS);
        g_source_set_callback(held->timer, hold_expired, held, NULL);
        g_ptr_array_add(node->held, held);
        g_source_attach(held->timer, g_main_context_get_thread_default());
    }
    g_mutex_unlock(&node->lock);
}

static void submit(boomt_usb_node *node, UMockdevIoctlClient *client) {
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(struct usbdevfs_urb), NULL);
    if (data == NULL) {
        umockdev_ioctl_client_complete(client, -1, EFAULT);
        return;
    }
    struct usbdevfs_urb *urb = (struct usbdevfs_urb *)data->data;
    UMockdevIoctlData *buffer = NULL;
    if (urb->buffer_length > 0) {
        buffer = umockdev_ioctl_data_resolve(
            data, offsetof(struct usbdevfs_urb, buffer), (gsize)urb->buffer_length, NULL);
    }
    bool control = urb->type == USBDEVFS_URB_TYPE_CONTROL;
    if (urb->buffer_length < (control ? 8 : 0) || (urb->buffer_length > 0 && buffer == NULL)) {
        g_object_unref(data);
        umockdev_ioctl_client_complete(client, -1, EINVAL);
        return;
    }

    boomt_urb seen = {.type = urb->type, .endpoint = urb->endpoint};
    const uint8_t *bytes = buffer != NULL ? buffer->data : NULL;
    size_t length = (size_t)urb->buffer_length;
    bool in = (urb->endpoint & 0x80) != 0;
    if (control) {
        memcpy(seen.setup, bytes, 8);
        in = (seen.setup[0] & 0x80) != 0;
        bytes += 8;
        length -= 8;
    }
    if (in) {
        seen.in_capacity = length;
    } else {
        seen.out = bytes;
        seen.out_length = length;
    }

    g_mutex_lock(&node->lock);
    if (node->gone) {
        g_mutex_unlock(&node->lock);
        if (buffer != NULL) g_object_unref(buffer);
        g_object_unref(data);
        umockdev_ioctl_client_complete(client, -1, ENODEV);
        return;
    }
    Block *block = g_new0(Block, 1);
    block->id = ++node->last_id;
    block->client = client;
    block->urb = data;
    block->buffer = buffer;
    g_ptr_array_add(node->pending, block);
    seen.id = block->id;
    boomt_usb_calls calls = node->calls;
    /* Held by us: the block may be answered, reaped and freed before the last call returns. */
    if (buffer != NULL) g_object_ref(buffer);
    g_mutex_unlock(&node->lock);

    /* The host first: ending the ioctl writes changed memory back, and there must be none yet. */
    umockdev_ioctl_client_complete(client, 0, 0);
    calls.submitted(calls.context, &seen);
    if (buffer != NULL) g_object_unref(buffer);
}

/* Moves a pending URB to the finished ones. Call with the lock held. */
static Block *finish(boomt_usb_node *node, guint index, int status) {
    Block *block = g_ptr_array_steal_index(node->pending, index);
    block_urb(block)->status = status;
    g_ptr_array_add(node->finished, block);
    return block;
}

static void discard(boomt_usb_node *node, UMockdevIoctlClient *client) {
    gulong address = *(gulong *)umockdev_ioctl_client_get_arg(client)->data;
    uint64_t id = 0;
    g_mutex_lock(&node->lock);
    for (guint i = 0; i < node->pending->len; i++) {
        Block *block = g_ptr_array_index(node->pending, i);
        if (block->client == client && block->urb->client_addr == address) {
            id = finish(node, i, -ENOENT)->id;
            break;
        }
    }
    boomt_usb_calls calls = node->calls;
    g_mutex_unlock(&node->lock);
    if (id != 0) calls.discarded(calls.context, id);
    umockdev_ioctl_client_complete(client, id != 0 ? 0 : -1, id != 0 ? 0 : EINVAL);
}

static void claim(boomt_usb_node *node, UMockdevIoctlClient *client) {
    g_mutex_lock(&node->lock);
    int code = node->gone ? ENODEV : (node->claimant != NULL && node->claimant != client) ? EBUSY : 0;
    if (code == 0) node->claimant = client;
    g_mutex_unlock(&node->lock);
    umockdev_ioctl_client_complete(client, code == 0 ? 0 : -1, code);
}

static void release(boomt_usb_node *node, UMockdevIoctlClient *client) {
    g_mutex_lock(&node->lock);
    int code = node->gone ? ENODEV : node->claimant == client ? 0 : EINVAL;
    if (code == 0) node->claimant = NULL;
    g_mutex_unlock(&node->lock);
    umockdev_ioctl_client_complete(client, code == 0 ? 0 : -1, code);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer pointer) {
    (void)base;
    boomt_usb_node *node = pointer;
    switch (umockdev_ioctl_client_get_request(client)) {
    case USBDEVFS_GET_CAPABILITIES: {
        UMockdevIoctlData *data =
            umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(guint32), NULL);
        if (data == NULL) break;
        *(guint32 *)data->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
                                 USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_BULK_SCATTER_GATHER |
                                 USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
        umockdev_ioctl_client_complete(client, 0, 0);
        g_object_unref(data);
        return TRUE;
    }
    case USBDEVFS_CLAIMINTERFACE:
        claim(node, client);
        return TRUE;
    case USBDEVFS_RELEASEINTERFACE:
        release(node, client);
        return TRUE;
    case USBDEVFS_SUBMITURB:
        submit(node, client);
        return TRUE;
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
        reap(node, client);
        return TRUE;
    case USBDEVFS_DISCARDURB:
        discard(node, client);
        return TRUE;
    case USBDEVFS_CLEAR_HALT:
    case USBDEVFS_RESET:
    case USBDEVFS_RESETEP:
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_SETINTERFACE:
        g_mutex_lock(&node->lock);
        bool gone = node->gone;
        g_mutex_unlock(&node->lock);
        umockdev_ioctl_client_complete(client, gone ? -1 : 0, gone ? ENODEV : 0);
        return TRUE;
    default:
        break;
    }
    umockdev_ioctl_client_complete(client, -1, ENOTTY);
    return TRUE;
}

/* Drops what a closed client left behind, as the kernel does in usbdev_release. */
static void on_connected_changed(GObject *object, GParamSpec *spec, gpointer pointer) {
    (void)spec;
    boomt_usb_node *node = pointer;
    UMockdevIoctlClient *client = (UMockdevIoctlClient *)object;
    if (umockdev_ioctl_client_get_connected(client)) return;
    g_mutex_lock(&node->lock);
    if (node->claimant == client) node->claimant = NULL;
    GPtrArray *lists[] = {node->pending, node->finished};
    for (size_t l = 0; l < 2; l++) {
        for (guint i = lists[l]->len; i > 0; i--) {
            Block *block = g_ptr_array_index(lists[l], i - 1);
            if (block->client == client) g_ptr_array_remove_index(lists[l], i - 1);
        }
    }
    boomt_usb_calls calls = node->calls;
    g_mutex_unlock(&node->lock);
    calls.released(calls.context);
}

static void on_client_connected(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer pointer) {
    (void)base;
    g_signal_connect(client, "notify::connected", G_CALLBACK(on_connected_changed), pointer);
}

boomt_usb_node *boomt_usb_attach(boomt_bed *bed, const char *devnode, boomt_usb_calls calls) {
    boomt_usb_node *node = g_new0(boomt_usb_node, 1);
    g_mutex_init(&node->lock);
    node->devnode = g_strdup(devnode);
    node->calls = calls;
    node->pending = g_ptr_array_new_with_free_func(block_free);
    node->finished = g_ptr_array_new_with_free_func(block_free);
    node->held = g_ptr_array_new();
    node->handler = umockdev_ioctl_base_new();
    g_signal_connect(node->handler, "handle-ioctl", G_CALLBACK(on_ioctl), node);
    g_signal_connect(node->handler, "client-connected", G_CALLBACK(on_client_connected), node);
    umockdev_testbed_attach_ioctl(bed->testbed, devnode, node->handler, NULL);
    return node;
}

void boomt_usb_complete(boomt_usb_node *node, uint64_t id, int status, const uint8_t *data, size_t length) {
    g_mutex_lock(&node->lock);
    for (guint i = 0; i < node->pending->len; i++) {
        if (((Block *)g_ptr_array_index(node->pending, i))->id != id) continue;
        Block *block = finish(node, i, status);
        struct usbdevfs_urb *urb = block_urb(block);
        size_t header = urb->type == USBDEVFS_URB_TYPE_CONTROL ? 8 : 0;
        size_t capacity = (size_t)urb->buffer_length - header;
        size_t count = length < capacity ? length : capacity;
        if (data != NULL && block->buffer != NULL) memcpy(block->buffer->data + header, data, count);
        urb->actual_length = (int)count;
        serve_held(node);
        break;
    }
    g_mutex_unlock(&node->lock);
}

void boomt_usb_gone(boomt_usb_node *node) {
    g_mutex_lock(&node->lock);
    node->gone = true;
    while (node->pending->len > 0) finish(node, 0, -ESHUTDOWN);
    serve_held(node);
    g_mutex_unlock(&node->lock);
}

void boomt_usb_detach(boomt_bed *bed, boomt_usb_node *node) {
    umockdev_testbed_detach_ioctl(bed->testbed, node->devnode, NULL);
}
