using System.Globalization;

namespace Atrium.Kernel;

/// <summary>Enters a caller into a database with the kernel: by their claims.</summary>
static class KernelEntry
{
    /// <summary>
    /// One statement that does it all, left to right: the claims first, while the gateway's own role may still enter
    /// them.
    /// </summary>
    public static string Of(CallerRole role, TenantDoorOptions options)
    {
        var milliseconds = (long)options.TimeoutOf(role).TotalMilliseconds;
        var become = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            set_config('search_path', 'public, extensions', true), set_config('role', '{NameOf(role)}', true),
              set_config('statement_timeout', '{milliseconds}', true)
            """);
        return role == CallerRole.Auth ? $"select {become}" : $"select atrium.enter($1), {become}";
    }

    static string NameOf(CallerRole role) => role switch
    {
        CallerRole.Anon => "anon",
        CallerRole.Authenticated => "authenticated",
        CallerRole.Service => "service_role",
        CallerRole.Auth => "atrium_auth",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
