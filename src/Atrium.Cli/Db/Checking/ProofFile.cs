using Atrium.Cli.Installed;
using Atrium.Database;
using Atrium.Database.Prove;
using Atrium.Database.Prove.Page;
using Atrium.Gateway.Tokens;

namespace Atrium.Cli.Db.Checking;

/// <summary>The page of a proof as a file: written with the installation's signature, and looked at again.</summary>
static class ProofFile
{
    /// <summary>Writes the page where it was asked for, and keeps it for the settings of the web app.</summary>
    /// <param name="file">Where to; null for nowhere but the data folder.</param>
    /// <param name="report">What was found.</param>
    /// <param name="isWhole">Whether everything was attacked: only such a proof is kept.</param>
    /// <param name="dataFolder">Whose key signs it; null for nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to tell, as lines of their own.</returns>
    public static async Task<string> WriteAsync(
        string? file, ProveReport report, bool isWhole, string? dataFolder, CancellationToken cancellationToken)
    {
        var keeps = isWhole && dataFolder is not null;
        if (file is null && !keeps)
        {
            return "";
        }

        var ring = dataFolder is null ? null : KeyRing.Open(SecretsOf(dataFolder));
        var page = ProofPage.Render(report, TimeProvider.System.GetUtcNow(), ring is null ? null : digest =>
        {
            var (key, signature) = ring.Sign(ProofSeal.StatementOf(digest));
            return new(key, signature);
        });
        var told = "";
        if (file is not null)
        {
            await DbOutput.AnswerAsync(file, page, "page", cancellationToken);
            told = $"\n{file} shows it{(ring is null ? ", unsigned: the database is no installation's own" : "")}.";
        }

        if (keeps)
        {
            var kept = Installation.Of(dataFolder).In(ProofPage.FileName);
            await File.WriteAllTextAsync(kept + ".new", page, cancellationToken);
            File.Move(kept + ".new", kept, overwrite: true);
            told += "\nOwners and admins find it under Settings, Isolation.";
        }

        return told;
    }

    /// <summary>Says whether a page holds what this installation signed.</summary>
    /// <exception cref="DatabaseProblemException">There is no such file, or it is no such page.</exception>
    public static async Task<DbAnswer> CheckAsync(string file, string dataFolder, CancellationToken cancellationToken)
    {
        if (!File.Exists(file) || !Directory.Exists(SecretsOf(dataFolder)))
        {
            throw new DatabaseProblemException(
                File.Exists(file) ? $"{dataFolder} holds no keys." : $"There is no file {file}.",
                "Name the page, and with --data the folder of the installation that made it.");
        }

        var proof = ReadProof.Of(await File.ReadAllTextAsync(file, cancellationToken))
            ?? throw new DatabaseProblemException(
                $"{file} is not a page of a proof.", "Make one with atrium db prove --report FILE.");
        var genuine = proof.Seal is { } seal && KeyRing.Open(SecretsOf(dataFolder))
            .Verifies(ProofSeal.StatementOf(proof.Digest), seal.Key, seal.Signature);
        return new(
            genuine,
            genuine ? $"{file} is as this installation signed it."
                : proof.Seal is null ? $"{file} is not signed."
                : $"{file} was changed, or signed by another installation.",
            ("signed", genuine));
    }

    static string SecretsOf(string dataFolder) => Installation.Of(dataFolder).Secrets;
}
