using System.Security.Cryptography;
using System.Text;
using Atrium.Cli.Installed;
using Atrium.Database;
using Atrium.Database.Catalogue;
using Atrium.Database.Plans;

namespace Atrium.Cli.Backends;

/// <summary>
/// Remembers what the last complete check held for: the catalogue, the server's version, and every script. While none
/// of them is another, checking again can only say the same, and a start needs a tenth of the time.
/// </summary>
/// <param name="installation">Keeps the memory.</param>
/// <param name="backend">The database.</param>
/// <param name="plan">Its scripts.</param>
sealed class LastCheck(Installation installation, Backend backend, Plan plan)
{
    string Memory => installation.In("last-check");

    /// <summary>True where all that a check depends on is as it was when it last held.</summary>
    public async Task<bool> StillHoldsAsync(CancellationToken cancellationToken) =>
        File.Exists(Memory)
        && await File.ReadAllTextAsync(Memory, cancellationToken) == await FingerprintAsync(cancellationToken);

    /// <summary>Notes that a complete check has just held.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(Memory, await FingerprintAsync(cancellationToken), cancellationToken);

    async Task<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var session = await SqlSession.OpenAsync(backend.Owner, cancellationToken);
        var version = await session.ScalarAsync<string>("select version()", cancellationToken);
        var catalogue = await CatalogueReader.ReadAsync(session, cancellationToken);
        hash.AppendData(Encoding.UTF8.GetBytes(version + catalogue.Dump()));
        foreach (var script in Directory.EnumerateFiles(plan.Folder, "*.*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(plan.Folder, script)));
            hash.AppendData(await File.ReadAllBytesAsync(script, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
