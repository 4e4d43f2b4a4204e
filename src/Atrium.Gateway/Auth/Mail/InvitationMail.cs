using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atrium.Gateway.Auth.Mail;

/// <summary>
/// The mail of an invitation that was made in the database. Its link is made here, when the mail leaves: until then
/// there is no secret that anybody could read.
/// </summary>
sealed class InvitationMail(AuthDoor door, Site site)
{
    const string Link = "select atrium.link_invitation($1, $2)::text";

    const int LongestName = 80;

    /// <summary>Writes it; null where the invitation is not open any more.</summary>
    /// <param name="mail">Its number.</param>
    /// <param name="to">Who is invited.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task<MailText?> WriteAsync(Guid mail, string to, CancellationToken cancellationToken)
    {
        var token = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(token));
        if (await door.ScalarAsync<string>("mail", Link, [mail, hash], cancellationToken) is not { } text)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        return Of(to, new Uri(site.Root, $"/invite/{token}"), json.RootElement.Text("agency") ?? "");
    }

    static MailText Of(string to, Uri link, string agency)
    {
        var name = Said(agency);
        return new MailText(to, $"{name ?? "An agency"} invites you", $"""
            {(name is null ? "An agency" : $"“{name}”")} invites you to work with it. Accept here:

            {link.AbsoluteUri}

            The link works once, for this address only, for seven days.

            If you don't know who sent this, leave this mail alone: nothing changes.

            """);
    }

    // Anybody may call an agency anything. What would lead elsewhere or break the lines of a mail is not repeated.
    static string? Said(string agency)
    {
        var plain = string.Concat(agency.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c));
        var name = string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > LongestName || name.Contains('/', StringComparison.Ordinal)
            || name.Contains("www.", StringComparison.OrdinalIgnoreCase) ? null : name;
    }
}
