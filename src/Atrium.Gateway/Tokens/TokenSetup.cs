using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atrium.Gateway.Tokens;

/// <summary>Registers keys and token checks, and puts the checks into the pipeline.</summary>
public static class TokenSetup
{
    /// <summary>
    /// Adds the key ring, the installation's keys and the verifier; the files are opened at first use.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="secretsFolder">Folder of the secrets; made (0700) when missing.</param>
    public static IServiceCollection AddTokens(this IServiceCollection services, string secretsFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => KeyRing.Open(
            secretsFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton(provider => new ProjectKeys.Kept(
            secretsFolder, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TokenVerifier>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddTransient(provider => provider.GetRequiredService<ProjectKeys.Kept>().Current);
        services.AddSingleton<AuthMetrics>();
        return services;
    }

    /// <summary>From here on requests have a <c>Caller</c>; bad tokens are answered 401.</summary>
    /// <param name="app">The pipeline.</param>
    public static IApplicationBuilder UseCaller(this IApplicationBuilder app) => app.UseMiddleware<CallerMiddleware>();
}
