/// The public key of a card-verifiable certificate, unread as far as cryptography goes (BSI TR-03110-3 §D.3).
package struct CardVerifiableKey: Sendable, Hashable {
    /// Arc of all algorithms of terminal authentication, id-TA.
    package static let arc = "0.4.0.127.0.7.2.2.2"

    /// The numbers that define a curve, as the certificate of an authority spells them out.
    package struct DomainParameters: Sendable, Hashable {
        /// Prime of the field (81).
        package var prime: [UInt8]
        /// Coefficient a (82).
        package var a: [UInt8]
        /// Coefficient b (83).
        package var b: [UInt8]
        /// Generator, 04 ‖ x ‖ y (84).
        package var generator: [UInt8]
        /// Order of the generator (85).
        package var order: [UInt8]
        /// Cofactor (87).
        package var cofactor: [UInt8]

        /// The numbers, most significant byte first.
        package init(
            prime: [UInt8], a: [UInt8], b: [UInt8], generator: [UInt8], order: [UInt8], cofactor: [UInt8] = [1]
        ) {
            (self.prime, self.a, self.b) = (prime, a, b)
            (self.generator, self.order, self.cofactor) = (generator, order, cofactor)
        }
    }

    /// The key itself.
    package enum Material: Sendable, Hashable {
        /// Modulus (81) and exponent (82).
        case rsa(modulus: [UInt8], exponent: [UInt8])
        /// Point (86); the curve is inherited from the authority where it is not spelled out.
        case curve(point: [UInt8], parameters: DomainParameters?)
    }

    /// The algorithm that the key signs with, as a dotted identifier.
    package let algorithm: String
    /// The key itself.
    package let material: Material

    /// A key for a certificate of our own making.
    package init(algorithm: String, material: Material) {
        self.algorithm = algorithm
        self.material = material
    }

    /// Reads the content of 7F49. Algorithms other than RSA and ECDSA of terminal authentication are refused.
    init(parsing element: TLV) throws(CardVerifiableError) {
        let objects = try CardVerifiableCertificate.objects(element)
        guard let oid = DottedIdentifier.decode(try objects.required(0x06, "algorithm of the key")) else {
            throw CardVerifiableError(.invalidContent, "algorithm of the key")
        }
        algorithm = oid
        if oid.hasPrefix(Self.arc + ".1.") {
            material = .rsa(
                modulus: try objects.required(0x81, "modulus"), exponent: try objects.required(0x82, "exponent"))
        } else if oid.hasPrefix(Self.arc + ".2.") {
            let point = try objects.required(0x86, "public point")
            let given = [0x81, 0x82, 0x83, 0x84, 0x85, 0x87].filter { objects.optional($0) != nil }
            // All of the parameters or none, §D.3.3.
            guard !given.isEmpty else {
                material = .curve(point: point, parameters: nil)
                return
            }
            material = .curve(
                point: point,
                parameters: DomainParameters(
                    prime: try objects.required(0x81, "prime"), a: try objects.required(0x82, "coefficient a"),
                    b: try objects.required(0x83, "coefficient b"),
                    generator: try objects.required(0x84, "generator"), order: try objects.required(0x85, "order"),
                    cofactor: try objects.required(0x87, "cofactor")))
        } else {
            throw CardVerifiableError(.invalidContent, "the key's algorithm is none of terminal authentication")
        }
    }

    /// The data object 7F49, in the order of the standard.
    package func encoded() -> [UInt8] {
        var children = [TLV.encode(tag: 0x06, value: DottedIdentifier.encode(algorithm) ?? [])]
        func add(_ tag: UInt32, _ value: [UInt8]) { children.append(TLV.encode(tag: tag, value: value)) }
        switch material {
        case .rsa(let modulus, let exponent):
            add(0x81, modulus)
            add(0x82, exponent)
        case .curve(let point, let parameters):
            if let parameters {
                add(0x81, parameters.prime)
                add(0x82, parameters.a)
                add(0x83, parameters.b)
                add(0x84, parameters.generator)
                add(0x85, parameters.order)
            }
            add(0x86, point)
            if let parameters { add(0x87, parameters.cofactor) }
        }
        return TLV.encode(tag: 0x7F49, children: children)
    }
}
