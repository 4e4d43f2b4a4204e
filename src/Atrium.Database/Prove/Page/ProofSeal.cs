using System.Security.Cryptography;
using System.Text;

namespace Atrium.Database.Prove.Page;

/// <summary>Who says that a proof is theirs.</summary>
/// <param name="Key">Thumbprint of the key (RFC 7638), as the installation's JSON Web Key Set names it.</param>
/// <param name="Signature">ES256 over <c>atrium proof </c> and the digest, base64url.</param>
public sealed record ProofSeal(string Key, string Signature)
{
    /// <summary>What is signed: words of its own, so that no signature of a token passes for one of a proof.</summary>
    public static string StatementOf(string digest) => $"atrium proof {digest}";

    /// <summary>SHA-256 of a proof's JSON, 64 hexadecimal digits.</summary>
    public static string DigestOf(string proof) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proof)));
}
