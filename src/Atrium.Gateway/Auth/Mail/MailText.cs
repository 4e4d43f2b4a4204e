namespace Atrium.Gateway.Auth.Mail;

/// <summary>A mail as its reader gets it: plain text.</summary>
/// <param name="To">Address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Lines of text, the link on a line of its own.</param>
sealed record MailText(string To, string Subject, string Text)
{
    const string Unasked = "If you didn't ask for this, leave this mail alone: nothing changes.";

    /// <summary>Writes the mail of a kind.</summary>
    /// <param name="kind">A kind of <c>atrium.mails</c>.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="site">Where this server is reached.</param>
    /// <param name="secrets">What goes into it.</param>
    public static MailText Of(string kind, string to, Uri site, MailSecrets secrets)
    {
        var (_, subject, why, what) = Words(kind);
        var link = LinkOf(kind, site, secrets);
        var text = kind == "reauthentication"
            ? $"{why}\n\n{secrets.Code}\n\nIt holds for an hour. {Unasked}\n"
            : $"{why}\n\n{link}\n\n{what} It works once and holds for an hour. Where a code is asked for instead, "
                + $"type {secrets.Code}.\n\n{Unasked}\n";
        return new MailText(to, subject, text);
    }

    /// <summary>What a kind of mail is verified as.</summary>
    public static string TypeOf(string kind) => Words(kind).Type;

    /// <summary>The link of a mail.</summary>
    public static string LinkOf(string kind, Uri site, MailSecrets secrets) =>
        $"{new Uri(site, "/auth/v1/verify")}?token={Uri.EscapeDataString(secrets.Token)}&type={TypeOf(kind)}"
            + $"&redirect_to={Uri.EscapeDataString(secrets.Redirect)}";

    static (string Type, string Subject, string Why, string What) Words(string kind) => kind switch
    {
        "signup" => ("signup", "Confirm your e-mail address",
            "Somebody, you we hope, signed up with this address. Confirm that it is yours:",
            "The link confirms the address and signs you in."),
        "magiclink" => ("magiclink", "Your way in", "Here is the link you asked for:", "The link signs you in."),
        "recovery" => ("recovery", "Set a new password", "Here is the link to set a new password:",
            "The link signs you in, so that you can set one."),
        "invite" => ("invite", "You are invited", "You have been given an account. Take it up here:",
            "The link confirms your address and signs you in."),
        "email_change_new" => ("email_change", "Confirm your new e-mail address",
            "An account is to be moved to this address. Confirm that it is yours:", "The link confirms the address."),
        "email_change_current" => ("email_change", "Your e-mail address is to change",
            "Your account is to be moved to another address. Confirm that you want this:",
            "The link confirms the change."),
        "reauthentication" => ("reauthentication", "Your code", "Here is the code to go on with:", ""),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of mail."),
    };
}
