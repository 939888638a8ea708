#include <zlib.h>

/* zlib.h hides these two behind macros that Swift cannot import. */
static inline int boomt_deflate_init(z_streamp stream, int level) { return deflateInit(stream, level); }
static inline int boomt_inflate_init(z_streamp stream) { return inflateInit(stream); }
