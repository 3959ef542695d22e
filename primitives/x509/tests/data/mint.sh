#!/usr/bin/env bash
# Makes the certificates in openssl/ anew, with the OpenSSL command line (3.0 or newer): two makers'
# chains with P-256, Ed25519 and a mix of both, and certificates that must be refused. The keys are
# thrown away, so that every run makes other certificates of the same kind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

keys="$(mktemp -d)"
trap 'rm -rf "$keys"' EXIT
mkdir -p openssl

cat >"$keys/ca.cnf" <<'CONFIG'
[ca]
default_ca = maker

[maker]
new_certs_dir = $ENV::KEYS
database = $ENV::KEYS/index
rand_serial = yes
unique_subject = no
policy = any
preserve = yes
copy_extensions = none
email_in_dn = no

[any]
organizationName = optional
organizationalUnitName = optional
commonName = optional
serialNumber = optional

[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash

[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always

[device]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always

# What tools add by themselves: the issuer's name and number, other names, a purpose, a policy.
[chatty]
basicConstraints = CA:FALSE
keyUsage = digitalSignature, keyAgreement
extendedKeyUsage = clientAuth
subjectAltName = DNS:pump-7.example, URI:urn:example:pump
certificatePolicies = 1.3.6.1.4.1.32473.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always

[posing]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
CONFIG

# key <name> <genpkey options…>
key() {
	openssl genpkey -quiet -out "$keys/$1.key" "${@:2}"
}

# certificate <name> <issuer's name> <section> <subject>: signed by the issuer's key, valid from 2026
# on and without end. The name of a root is its own issuer's.
certificate() {
	local issuer=(-selfsign -keyfile "$keys/$1.key")
	[[ $1 == "$2" ]] || issuer=(-cert "$keys/$2.pem" -keyfile "$keys/$2.key")
	local digest=sha256
	! openssl pkey -in "$keys/$2.key" -noout -text | grep -q ED25519 || digest=null
	: >"$keys/index"
	openssl req -new -key "$keys/$1.key" -subj / -out "$keys/$1.csr"
	KEYS="$keys" openssl ca -batch -notext -config "$keys/ca.cnf" -preserveDN -multivalue-rdn -md "$digest" \
		"${issuer[@]}" -extensions "$3" -startdate 20260101000000Z -enddate 99991231235959Z \
		-utf8 -subj "$4" -in "$keys/$1.csr" -out "$keys/$1.pem" 2>"$keys/log" ||
		{ cat "$keys/log" >&2 && exit 1; }
	openssl x509 -in "$keys/$1.pem" -outform DER -out "openssl/$1.der"
}

p256=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
key root "${p256[@]}"
key intermediate "${p256[@]}"
key device "${p256[@]}"
key chatty "${p256[@]}"
key posing "${p256[@]}"
key ed-root -algorithm ED25519
key ed-device -algorithm ED25519
key mixed-intermediate -algorithm ED25519
key mixed-device "${p256[@]}"
# A point written as one coordinate and the other's sign.
openssl ec -in "$keys/mixed-device.key" -conv_form compressed -out "$keys/short.key" 2>/dev/null
mv "$keys/short.key" "$keys/mixed-device.key"
key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
key rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048

certificate root root root "/O=Marta Pumps/CN=Marta Root"
certificate intermediate root intermediate "/O=Marta Pumps/CN=Marta Line 4"
certificate device intermediate device "/O=Marta Pumps/CN=Pump 7/serialNumber=P7-0001"
certificate chatty root chatty "/O=Marta Pumps/OU=Pumps/CN=Pümpe 7+serialNumber=P7-0002"
certificate posing root posing "/O=Marta Pumps/CN=Pump 7/serialNumber=P7-0003"
certificate ed-root ed-root root "/O=Edda Sensors/CN=Edda Root"
certificate ed-device ed-root device "/O=Edda Sensors/OU=Thermometer/serialNumber=T-1"
certificate mixed-intermediate root intermediate "/O=Marta Pumps/CN=Marta Line 5"
certificate mixed-device mixed-intermediate device "/O=Marta Pumps/serialNumber=P7-0004"
certificate p384 root device "/O=Marta Pumps/CN=Pump 7/serialNumber=P7-0005"
certificate rsa root device "/O=Marta Pumps/CN=Pump 7/serialNumber=P7-0006"

printf 'Made %d certificates in openssl/.\n' "$(find openssl -name '*.der' | wc -l)"
