using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// Where passwords are looked at: a few at once, a bounded number waiting, and each counted against guessing first. So
/// a flood of sign-ins takes neither all cores nor all connections from the rest.
/// </summary>
/// <param name="door">Calls the functions that count.</param>
/// <param name="options">How many.</param>
sealed class PasswordGate(AuthDoor door, AuthOptions options) : IDisposable
{
    readonly ConcurrencyLimiter _few = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.PasswordsAtOnce,
        QueueLimit = options.PasswordsWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Runs <paramref name="look"/> when it is this request's turn and its attempts are not used up.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Whose attempts; null: they are not counted.</param>
    /// <param name="look">Looks at the password.</param>
    public async Task<IResult> PassAsync(HttpContext context, string? account, Func<Task<IResult>> look)
    {
        using var turn = await _few.AcquireAsync(1, context.RequestAborted);
        if (!turn.IsAcquired)
        {
            return AuthError.TooMany(1);
        }

        var wait = account is null ? 0 : await door.ScalarAsync<int>(
            context, "select atrium.begin_attempt($1, $2)", account, AuthDoor.LineOf(context));
        return wait > 0 ? AuthError.TooMany(wait) : await look();
    }

    /// <summary>Lets nobody wait any longer.</summary>
    public void Dispose() => _few.Dispose();
}
