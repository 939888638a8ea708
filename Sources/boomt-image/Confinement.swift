internal import CShims
internal import Glibc
internal import ImageFiles

/// What the process gives up before it looks at the picture.
enum Confinement {
    /// Bounds memory and processor time, forbids new files and core dumps, then every system call but those that
    /// computing needs. False when the system refuses.
    static func enter() -> Bool {
        // The filter of system calls comes last: it would refuse the bounds, too.
        return limit(RLIMIT_AS, PictureLimits.processBytes) && limit(RLIMIT_CPU, PictureLimits.processSeconds)
            && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0)
            && boomt_confine_decoder() == 0
    }

    private static func limit(_ resource: __rlimit_resource, _ value: Int) -> Bool {
        var bounds = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        return setrlimit(__rlimit_resource_t(resource.rawValue), &bounds) == 0
    }
}
