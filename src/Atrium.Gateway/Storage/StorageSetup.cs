using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Links;
using Atrium.Gateway.Storage.Objects;
using Atrium.Gateway.Storage.Resumable;
using Atrium.Gateway.Storage.S3;
using Atrium.Gateway.Storage.Uploads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atrium.Gateway.Storage;

/// <summary><c>/storage/v1</c>: files, and who may fetch them. Supabase Storage's protocol.</summary>
public static class StorageSetup
{
    /// <summary>Adds what the routes need; the tenant door and the tokens must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folder">Folder of the bytes, or of those on their way; made (0700) when missing.</param>
    /// <param name="configure">Changes the limits, or null for the defaults.</param>
    public static IServiceCollection AddStorage(
        this IServiceCollection services, string folder, Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions { Folder = folder };
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<StorageDoor>()
            .AddStore(options)
            .AddSingleton<Incoming>()
            .AddSingleton<Intake>()
            .AddSingleton<BlobKeeper>()
            .AddSingleton<Putting>()
            .AddSingleton<UploadGate>()
            .AddSingleton<LinkSeal>()
            .AddSingleton<ResumableUploads>()
            .AddSingleton<Finishing>()
            .AddSingleton<Sweeper>()
            .AddHostedService(provider => provider.GetRequiredService<Sweeper>());
    }

    /// <summary>Maps the routes.</summary>
    /// <param name="routes">The server's routes.</param>
    public static void MapStorage(this IEndpointRouteBuilder routes)
    {
        var storage = routes.MapGroup("/storage/v1");
        storage.AddEndpointFilter(StorageRefusals.AnswerAsync);

        storage.MapGet("/bucket", Buckets.ListAsync);
        storage.MapPost("/bucket", Buckets.CreateAsync);
        storage.MapGet("/bucket/{bucket}", Buckets.ReadAsync);
        storage.MapPut("/bucket/{bucket}", Buckets.UpdateAsync);
        storage.MapDelete("/bucket/{bucket}", Buckets.DeleteAsync);
        storage.MapPost("/bucket/{bucket}/empty", Moving.EmptyAsync);

        storage.MapMethods("/object/{bucket}/{**name}", Reading, Download.ReadAsync);
        storage.MapMethods("/object/authenticated/{bucket}/{**name}", Reading, Download.ReadAsync);
        storage.MapMethods("/object/public/{bucket}/{**name}", Reading, Download.ReadPublicAsync);
        storage.MapMethods("/object/sign/{bucket}/{**name}", Reading, Download.ReadSignedAsync);
        storage.MapGet("/object/info/{bucket}/{**name}", ObjectInfo.ReadAsync);
        storage.MapGet("/object/info/authenticated/{bucket}/{**name}", ObjectInfo.ReadAsync);
        storage.MapPost("/object/list/{bucket}", Listing.ListAsync);
        storage.MapPost("/object/list-v2/{bucket}", Paging.ListAsync);

        storage.MapPost("/object/{bucket}/{**name}", Upload.PutAsync);
        storage.MapPut("/object/{bucket}/{**name}", Upload.PutAsync);
        storage.MapPut("/object/upload/sign/{bucket}/{**name}", Upload.PutSignedAsync);
        storage.MapResumable();

        storage.MapPost("/object/move", Moving.MoveAsync);
        storage.MapPost("/object/copy", Moving.CopyAsync);
        storage.MapDelete("/object/{bucket}", Moving.RemoveManyAsync);
        storage.MapDelete("/object/{bucket}/{**name}", Moving.RemoveAsync);

        storage.MapPost("/object/sign/{bucket}", SignedLinks.SignManyAsync);
        storage.MapPost("/object/sign/{bucket}/{**name}", SignedLinks.SignAsync);
        storage.MapPost("/object/upload/sign/{bucket}/{**name}", SignedLinks.SignUploadAsync);

        storage.MapGet("/health", () => Results.Text("""{"healthy":true}""", "application/json"));
        storage.Map("/{**path}", () => new StorageError(404, "not_found", "There is nothing at this address"));
    }

    static IServiceCollection AddStore(this IServiceCollection services, StorageOptions options)
    {
        if (options.S3 is not { } s3)
        {
            return services.AddSingleton<BlobFolder>()
                .AddSingleton<IBlobStore>(provider => provider.GetRequiredService<BlobFolder>());
        }

        options.MaxFileBytes = Math.Min(options.MaxFileBytes, S3Options.MostBytes);
        return services.AddSingleton(s3).AddSingleton<S3Client>().AddSingleton<S3Mark>()
            .AddSingleton<IBlobStore, S3Store>();
    }

    static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
}
