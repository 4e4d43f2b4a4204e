using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Kernel;

/// <summary>Registers the tenant door.</summary>
public static class TenantDoorSetup
{
    /// <summary>Adds the one <see cref="TenantDoor"/> of the process.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">Signs in as a role that may only become the callers' roles.</param>
    /// <param name="configure">Changes the limits, or null for the defaults.</param>
    public static IServiceCollection AddTenantDoor(
        this IServiceCollection services, string connectionString, Action<TenantDoorOptions>? configure = null)
    {
        var options = new TenantDoorOptions();
        configure?.Invoke(options);
        return services.AddSingleton(_ => new TenantDoor(connectionString, options));
    }
}
