using Atrium.Database.Prove;
using Atrium.Database.Prove.Page;

namespace Atrium.Database.Tests.Prove;

public sealed class ProofPageTests
{
    const string Hostile = "</script><b>select '1'</b>";

    static readonly ProveReport Found = new(
        Objects: 2,
        Attempts: 3,
        Leaks: [new("public.notes", "anon", "select", "reaches a row of another agency", Hostile, Hostile)],
        RefusedNeeded: [],
        Unclassified: [],
        Cells:
        [
            new("public.notes", "anon", "select", "leak", 2, Hostile, Hostile),
            new("public.notes", "owner", "select", "worked", 1, "select", "accepted, 1 rows"),
        ],
        Fingerprint: new('a', 64),
        Took: TimeSpan.FromSeconds(1));

    [Fact]
    public void What_was_tried_can_not_become_part_of_the_page()
    {
        var page = ProofPage.Render(Found, DateTimeOffset.UnixEpoch, seal: null);

        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("1 leaks, 0 needed and refused, 0 not classified.", page, StringComparison.Ordinal);
        Assert.Contains(Found.Fingerprint, page, StringComparison.Ordinal);
        Assert.Contains("none: no key of an installation was at hand", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_is_over_every_field_of_the_matrix()
    {
        var seal = new ProofSeal(new string('k', 43), new string('s', 86));
        string? signed = null;
        var page = ProofPage.Render(Found, DateTimeOffset.UnixEpoch, digest =>
        {
            signed = digest;
            return seal;
        });

        var read = ReadProof.Of(page);
        var changed = ReadProof.Of(page.Replace("accepted, 1 rows", "accepted, 2 rows", StringComparison.Ordinal));

        Assert.Equal((signed, seal), (read?.Digest, read?.Seal));
        Assert.NotEqual(signed, changed?.Digest);
        Assert.Null(ReadProof.Of("<html></html>"));
    }
}
