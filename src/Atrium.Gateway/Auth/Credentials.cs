using System.Text;

namespace Atrium.Gateway.Auth;

/// <summary>What an e-mail address and a new password must look like.</summary>
static class Credentials
{
    const int LongestEmail = 254;
    const int ShortestPassword = 8;
    const int LongestPassword = 72;

    /// <summary>The address without white space around it and in lower case; null where it is none.</summary>
    public static string? Email(string? text)
    {
        var email = text?.Trim().ToLowerInvariant();
        var at = email?.IndexOf('@') ?? -1;
        return email is not null && email.Length <= LongestEmail && at > 0 && at < email.Length - 1
            && email.LastIndexOf('@') == at && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? email : null;
    }

    /// <summary>Why <paramref name="password"/> can't be set; null when it can.</summary>
    public static AuthError? Refusal(string? password)
    {
        var bytes = Encoding.UTF8.GetByteCount(password ?? "");
        return password is null ? AuthError.Invalid("Signup requires a valid password")
            : bytes < ShortestPassword
                ? new AuthError(422, "weak_password", "Password should be at least 8 characters.")
                {
                    WeakBecause = ["length"],
                }
            : bytes > LongestPassword ? AuthError.Invalid("Password cannot be longer than 72 characters", 422)
            : password.Contains('\0') ? AuthError.Invalid("Password holds a character that can't be used", 422)
            : null;
    }
}
