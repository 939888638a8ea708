#ifndef BOOMT_COPENSSL_SHIM_H
#define BOOMT_COPENSSL_SHIM_H

// Only what Sources/Cryptography uses. No X.509, CMS or ASN.1 parser of the library is needed: certificates and
// signed data are read by our own bounded parser, and only keys and signatures come here.
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#endif
