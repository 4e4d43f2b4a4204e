namespace Atrium.Gateway.Auth.Mail;

/// <summary>How mail leaves. Without either way nothing that needs mail is served.</summary>
public sealed class MailOptions
{
    /// <summary>
    /// The server that takes mail, <c>smtp://user:password@host:587</c>; TLS unless it is this machine.
    /// Null: none.
    /// </summary>
    public Uri? Smtp { get; set; }

    /// <summary>Who mail is from. Default <c>Atrium &lt;atrium@localhost&gt;</c>.</summary>
    public string From { get; set; } = "Atrium <atrium@localhost>";

    /// <summary>
    /// For development: the last mails are kept in memory and shown at <c>/dev/mailbox</c>, to this machine only.
    /// Default off.
    /// </summary>
    public bool Mailbox { get; set; }

    /// <summary>Whether mail gets anywhere.</summary>
    public bool IsOn => Mailbox || Smtp is not null;
}
