using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atrium.Gateway.Rest;

/// <summary>Registers and maps PostgREST's protocol.</summary>
public static class RestSetup
{
    /// <summary>Adds <c>/rest/v1</c>; the tenant door must be added too.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the limits, or null for the defaults.</param>
    public static IServiceCollection AddRest(this IServiceCollection services, Action<RestOptions>? configure = null)
    {
        var options = new RestOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<PlanCache>()
            .AddSingleton<CatalogueKeeper>()
            .AddHostedService(provider => provider.GetRequiredService<CatalogueKeeper>())
            .AddSingleton<RestPipeline>();
    }

    /// <summary>
    /// Maps <c>/rest/v1/{**path}</c>. Who calls is taken from the <c>Caller</c> feature of the request.
    /// </summary>
    /// <param name="routes">The host's routes.</param>
    public static IEndpointConventionBuilder MapRest(this IEndpointRouteBuilder routes)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<RestPipeline>();
        return routes.Map("/rest/v1/{**path}", (RequestDelegate)(context =>
            pipeline.HandleAsync(context, context.Request.RouteValues["path"] as string ?? "")));
    }
}
