using System.Text.Json;
using System.Text.RegularExpressions;

namespace Atrium.Database.Prove.Page;

/// <summary>A page taken apart again, to see whether it is what somebody signed.</summary>
/// <param name="Digest">SHA-256 of the proof that the page holds now.</param>
/// <param name="Seal">What the page says of its signature; null where it has none.</param>
/// <param name="Made">When the proof was made, ISO 8601 in UTC.</param>
/// <param name="Ok">Whether nothing leaked, nothing needed was refused, nothing was unclassified.</param>
/// <param name="Fingerprint">SHA-256 of the catalogue that was attacked, 64 hexadecimal digits.</param>
/// <param name="Objects">How many objects were classified.</param>
/// <param name="Attempts">How many statements and requests were tried.</param>
public sealed partial record ReadProof(
    string Digest, ProofSeal? Seal, string Made, bool Ok, string Fingerprint, int Objects, int Attempts)
{
    /// <summary>Reads a page; null where it is none.</summary>
    public static ReadProof? Of(string page)
    {
        var proof = Proof().Match(page);
        var seal = Signed().Match(page);
        if (!proof.Success || DataOf(proof.Groups[1].Value) is not { } data)
        {
            return null;
        }

        return new(
            ProofSeal.DigestOf(proof.Groups[1].Value),
            seal.Success ? new(seal.Groups[2].Value, seal.Groups[1].Value) : null,
            data.Made, data.Ok, data.Fingerprint, data.Objects, data.Attempts);
    }

    static ProofData? DataOf(string json)
    {
        try
        {
            return ProofData.Of(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<script type="application/json" id="proof">([^<]*)</script>""")]
    private static partial Regex Proof();

    [GeneratedRegex("<dt>Signature</dt><dd>([A-Za-z0-9_-]{86}), ES256 by the key ([A-Za-z0-9_-]{43});")]
    private static partial Regex Signed();
}
