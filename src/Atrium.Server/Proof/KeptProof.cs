using System.Globalization;
using Atrium.Database.Prove.Page;
using Atrium.Gateway.Tokens;

namespace Atrium.Server.Proof;

/// <summary>
/// The last proof of isolation, as <c>atrium db prove</c> left it in the data folder: a page, signed with the
/// installation's key. Nothing of any agency is in it, only rows that the prover made up.
/// </summary>
/// <param name="options">Where the data folder is.</param>
/// <param name="ring">The installation's keys.</param>
/// <param name="time">For links that end.</param>
sealed class KeptProof(AtriumOptions options, KeyRing ring, TimeProvider time)
{
    static readonly TimeSpan LinkLasts = TimeSpan.FromMinutes(10);

    readonly string _file = Path.Combine(options.DataFolder, ProofPage.FileName);

    /// <summary>What the page says, and whether it is as this installation signed it; null before the first.</summary>
    public async Task<(ReadProof Proof, bool IsSigned)?> ReadAsync(CancellationToken cancellationToken) =>
        await PageAsync(cancellationToken) is { } page && ReadProof.Of(page) is { } proof
            ? (proof, proof.Seal is { } seal
                && ring.Verifies(ProofSeal.StatementOf(proof.Digest), seal.Key, seal.Signature))
            : null;

    /// <summary>The whole page; null before the first.</summary>
    public async Task<string?> PageAsync(CancellationToken cancellationToken) =>
        File.Exists(_file) ? await File.ReadAllTextAsync(_file, cancellationToken) : null;

    /// <summary>A link to the page that a browser can follow without a token, for ten minutes.</summary>
    public string Link()
    {
        var until = (time.GetUtcNow() + LinkLasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (key, signature) = ring.Sign(StatementOf(until));
        return $"/proof?until={until}&key={key}&signature={signature}";
    }

    /// <summary>Whether a link is one of ours and has not ended.</summary>
    public bool IsOpen(string until, string key, string signature) =>
        long.TryParse(until, CultureInfo.InvariantCulture, out var ends)
        && ends > time.GetUtcNow().ToUnixTimeSeconds() && ring.Verifies(StatementOf(until), key, signature);

    static string StatementOf(string until) => $"atrium proof page until {until}";
}
