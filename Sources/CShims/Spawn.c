#define _GNU_SOURCE
#include "CShims.h"

#include <spawn.h>

int boomt_spawn_close_from(void *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
