// PC/SC Lite. The headers lie in a folder of their own (/usr/include/PCSC): pkg-config says where.
#include <winscard.h>
#include <reader.h>
