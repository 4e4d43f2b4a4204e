using System.Text.RegularExpressions;

namespace Atrium.Database.Prove.Page;

/// <summary>A page taken apart again, to see whether it is what somebody signed.</summary>
/// <param name="Digest">SHA-256 of the proof that the page holds now.</param>
/// <param name="Seal">What the page says of its signature; null where it has none.</param>
public sealed partial record ReadProof(string Digest, ProofSeal? Seal)
{
    /// <summary>Reads a page; null where it is none.</summary>
    public static ReadProof? Of(string page)
    {
        var proof = Proof().Match(page);
        var seal = Signed().Match(page);
        return !proof.Success ? null : new(
            ProofSeal.DigestOf(proof.Groups[1].Value),
            seal.Success ? new(seal.Groups[2].Value, seal.Groups[1].Value) : null);
    }

    [GeneratedRegex("""<script type="application/json" id="proof">([^<]*)</script>""")]
    private static partial Regex Proof();

    [GeneratedRegex("<dt>Signature</dt><dd>([A-Za-z0-9_-]{86}), ES256 by the key ([A-Za-z0-9_-]{43});")]
    private static partial Regex Signed();
}
