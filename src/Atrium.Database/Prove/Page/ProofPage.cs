using System.Globalization;
using System.Net;
using System.Text;

namespace Atrium.Database.Prove.Page;

/// <summary>
/// The page that shows what the prover found: one file that loads nothing, with a matrix of objects and attackers, and
/// for each field the statement that was tried and the answer.
/// </summary>
public static class ProofPage
{
    /// <summary>Name under which an installation keeps its last one, in the data folder.</summary>
    public const string FileName = "proof.html";

    const string VerdictPlace = "<!-- verdict -->";
    const string ProofPlace = "<!-- proof -->";

    /// <summary>Writes it.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="made">When; shown in UTC.</param>
    /// <param name="seal">Signs the digest of the proof; null where there is no key to sign with.</param>
    public static string Render(ProveReport report, DateTimeOffset made, Func<string, ProofSeal>? seal)
    {
        var proof = ProofData.Of(report, made).ToJson();
        var digest = ProofSeal.DigestOf(proof);
        using var stream = typeof(ProofPage).Assembly.GetManifestResourceStream("proof.html")
            ?? throw new InvalidOperationException("The page's template is missing from the assembly.");
        using var template = new StreamReader(stream);
        return template.ReadToEnd()
            .Replace(VerdictPlace, Verdict(report, made, digest, seal?.Invoke(digest)), StringComparison.Ordinal)
            .Replace(ProofPlace, proof, StringComparison.Ordinal);
    }

    static string Verdict(ProveReport report, DateTimeOffset made, string digest, ProofSeal? seal)
    {
        var text = new StringBuilder();
        text.Append("<p class=\"verdict ").Append(report.Ok ? "good" : "bad").Append("\">").Append(report.Ok
            ? "Nothing leaked, nothing needed was refused, nothing is unclassified."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Leaks.Count} leaks, {report.RefusedNeeded.Count} needed and refused,"
                    + $" {report.Unclassified.Count} not classified."));
        text.Append("</p>\n<dl>\n");
        Fact(text, "Made", made.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        Fact(text, "Tried", string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Attempts:N0} attempts on {report.Objects:N0} objects in {report.Took.TotalSeconds:0.0} s"));
        Fact(text, "Catalogue", $"sha256 {report.Fingerprint}");
        Fact(text, "This proof", $"sha256 {digest}");
        Fact(text, "Signature", seal is null
            ? "none: no key of an installation was at hand"
            : $"{seal.Signature}, ES256 by the key {seal.Key}; check it with atrium db prove --check FILE");
        text.Append("</dl>\n");
        Findings(text, "Leaks", report.Leaks);
        Findings(text, "Needed and refused", report.RefusedNeeded);
        Findings(text, "Not classified", report.Unclassified);
        return text.ToString();
    }

    static void Fact(StringBuilder text, string name, string value) =>
        text.Append("<dt>").Append(name).Append("</dt><dd>").Append(WebUtility.HtmlEncode(value)).Append("</dd>\n");

    static void Findings(StringBuilder text, string title, IReadOnlyList<ProveFinding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        text.Append("<h2>").Append(title).Append("</h2>\n");
        foreach (var finding in findings)
        {
            var tried = finding.Attack.Length == 0 ? ""
                : finding.Role.Length == 0 ? $" · {finding.Attack}" : $" · {finding.Attack} as {finding.Role}";
            text.Append("<div class=\"finding\"><strong>").Append(WebUtility.HtmlEncode(finding.Subject + tried))
                .Append("</strong><br>").Append(WebUtility.HtmlEncode(finding.Problem));
            if (finding.Statement.Length > 0)
            {
                text.Append("<pre>").Append(WebUtility.HtmlEncode(finding.Statement)).Append("</pre><pre>→ ")
                    .Append(WebUtility.HtmlEncode(finding.Answer)).Append("</pre>");
            }

            text.Append("</div>\n");
        }
    }
}
