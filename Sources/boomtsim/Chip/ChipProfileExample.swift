/// A profile with every key, as `boomtsim chip --profile-example` prints it. A test reads it, so it cannot lag behind.
enum ChipProfileExample {
    static let text = """
        # A virtual passport for `boomtsim chip --profile FILE`. Every key may be left out; unknown ones are refused.

        document:                       # the data page; capitals, digits, blanks, <
          code: P
          issuer: UTO
          nationality: UTO
          number: V00000001             # up to 9
          birthDate: "900101"           # YYMMDD
          sex: F
          expiryDate: "350101"          # YYMMDD; five years from now if left out
          primaryIdentifier: SPECIMEN
          secondaryIdentifier: VIRTUAL
          optionalData: ""

        access:
          bac: true                     # basic access control by the data page
          open: false                   # true: everybody may read (no bac, no pace)
          accessNumber: "123456"        # opens the chip by PACE, too
          pace:                         # ways of EF.CardAccess in their order
            - mapping: generic          # generic, integrated, chipAuthentication (makes EF.CardSecurity)
              agreement: ECDH           # ECDH (parameterId 8 to 18), DH (0 to 2)
              cipher: AES-128           # 3DES, AES-128, AES-192, AES-256
              parameterId: 12           # 12 is P-256, 13 brainpoolP256r1 ... (ICAO 9303-11 table)

        authenticity:
          chipAuthentication:           # makes DG14
            - parameterId: 12
              identifier: "01"          # hexadecimal; needed where there are several keys
              ciphers: [AES-128]
          activeAuthentication:         # makes DG15
            key: RSA-2048               # RSA-1024 to RSA-4096 in steps of 256, P-256, brainpoolP256r1 ...
            hash: SHA-256               # SHA-1, SHA-224, SHA-256, SHA-384, SHA-512
            plain: true                 # ECDSA: r and s side by side; false: DER
            explicitTrailer: true       # RSA: the trailer names the hash

        pki:                            # the test state; its keys are new each time
          country: UT
          authorityKey: P-384           # RSA-3072 (PKCS#1), RSA-PSS-3072, P-256, brainpoolP384r1 ...
          signerKey: P-256
          hash: SHA-256
          ldsVersion: "0108"            # the newer form of EF.SOD's list
          authorityKnown: true          # false: the authority is not written into --trust
          revocationList: true          # false: none is written into --trust, and nobody knows who is revoked
          signerRevoked: false          # true: the list revokes the signer

        files:
          faceBytes: 20000              # bytes that only begin as a JPEG does; a drawing of 15 KB if left out
          others:                       # more files as they are; data groups are signed
            - file: DG13
              hex: 6D03040101
          missing: [DG13]               # signed, but not on the chip
          changed:                      # one bit, after signing
            - file: DG2
              offset: 5000

        fingers:                        # makes DG3 behind terminal authentication; needs chipAuthentication
          form: wsq                     # raw, wsq, jpeg2000
          prints:                       # none: a state that enrolled no finger
            - finger: rightIndex        # rightThumb ... rightLittle, leftThumb ... leftLittle
              seed: 7                   # seed and impression are those of `boomtsim print`
              impression: 0
            - finger: leftIndex
              seed: 8

        chip:
          extendedLength: false
          shortIdentifiers: true
          answerToReset: 3B80800101     # hexadecimal

        faults:                         # none of these if left out; counts are of commands or protected answers
          wrongMACFrom: 1000
          wrongCryptogramFrom: 1000
          missingPart: mac              # mac, cryptogram, status
          garbledAnswers: false
          garbageFile: DG12             # holds no TLV
          hugeFile: DG12                # says six million bytes
          endlessFile: DG12             # comes one byte at a time
          goneAfter: 1000
          silentAfter: 1000
          refusedLength:
            above: 160
            how: exactLength            # wrongLength, exactLength, wrongOffset, droppedSession, fewerBytes
          refusesInTheClear: false
          foreignApplication: false
          wrongAuthenticationMAC: false
          wrongAuthenticationNonce: false
          refusesAuthentication: "6300"
          selectStatus: "6A87"
          selectsNothingUnderMasterFile: false
          selectsApplicationAtReset: false
          masterFileStatus: "6985"      # to SELECT of 3F00
          implicitMasterFileStatus: "6A86"  # to SELECT without a name
          cardAccessStatus: "6985"
          warnsAtEndOfFile: false       # 6282 with the last bytes
          pace: failsOnce               # refusesTemplate, wrongToken, failsOnce, noAuthenticationData,
                                        # surplusAuthenticationData, foreignAuthenticationData,
                                        # malformedAuthenticationData, misplacedAuthenticationData,
                                        # emptyAuthenticationData
          authenticity: wantsExactLength  # foreignAgreementKey, keepsOldSession, foreignSignatureKey,
                                        # signsOtherChallenge, wantsExactLength, silentWithExtendedLength,
                                        # cutsShortAnswers, signsOneByte
          answerDelayMilliseconds: 0

        """
}
