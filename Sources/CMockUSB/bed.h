#ifndef BOOMT_MOCK_BED_H
#define BOOMT_MOCK_BED_H

#include <umockdev.h>

struct boomt_bed {
    UMockdevTestbed *testbed;
    char *root;
};

#endif
