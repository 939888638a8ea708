#define _GNU_SOURCE
#include "CShims.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int boomt_set_thread_name(const char *name) {
    // The kernel's TASK_COMM_LEN is 16 bytes with the terminating zero; a longer name is refused, not cut.
    enum { capacity = 15 };
    char cut[capacity + 1];
    if (name == NULL) {
        return EINVAL;
    }
    size_t length = strnlen(name, capacity + 1);
    if (length > capacity) {
        length = capacity;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80) {
            length -= 1;
        }
    }
    memcpy(cut, name, length);
    cut[length] = 0;
    return pthread_setname_np(pthread_self(), cut);
}

int boomt_gettid(void) {
    return (int)syscall(SYS_gettid);
}
