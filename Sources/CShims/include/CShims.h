#ifndef BOOMT_CSHIMS_H
#define BOOMT_CSHIMS_H

/// Names the calling thread, so that `ps -L`, `top -H` and crash reports tell which device or service it serves.
/// Linux keeps 15 bytes: a longer name is cut at a UTF-8 character border.
/// Returns 0, or an errno value.
int boomt_set_thread_name(const char *name);

/// The kernel's id of the calling thread, as `ps -L` and the journal show it. Swift cannot call `gettid` on every
/// libc that we build on, so it stands here.
int boomt_gettid(void);

/// Adds to `actions` that the child closes every descriptor from `first` on (`closefrom`, glibc 2.34). Swift does not see
/// the GNU function. `actions` is a `posix_spawn_file_actions_t *`; the header that declares it stays out of here, or its
/// types would seem to be this module's. Returns 0, or an errno value.
int boomt_spawn_close_from(void *actions, int first);

/// A descriptor of a child process, readable when the process has ended (`pidfd_open`, Linux 5.3). Not inherited.
/// Returns it, or -1.
int boomt_process_handle(int process);

/// Confines the calling process for good to computing on its memory and the descriptors that it has: it dies with its
/// parent, cannot be looked into or gain rights, and system calls that open, connect, start or signal are refused
/// (seccomp, on x86-64 and AArch64). Returns 0, or an errno value.
int boomt_confine_decoder(void);

#endif
