using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Atrium.Gateway.Storage;

/// <summary>Says in storage's words what the database refused; nothing of another's row is in them.</summary>
static class StorageRefusals
{
    /// <summary>Around every route: refusals become answers.</summary>
    public static async ValueTask<object?> AnswerAsync(
        EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            return await next(call);
        }
        catch (StorageException refused)
        {
            return refused.Error;
        }
        catch (PostgresException error) when (Of(error) is not null)
        {
            return Of(error);
        }
    }

    /// <summary>The refusal; null for what nobody expects.</summary>
    public static StorageError? Of(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege => StorageError.Refused,
        PostgresErrorCodes.UniqueViolation => StorageError.Duplicate,
        PostgresErrorCodes.ForeignKeyViolation when error.ConstraintName == "objects_bucket" =>
            new StorageError(409, "InvalidRequest", "The bucket you tried to delete is not empty"),
        PostgresErrorCodes.CheckViolation => Of(error.ConstraintName),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
            StorageError.BadKey("Invalid key"),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            new StorageError(501, "NotImplemented", "The files of this database are served by another service."),
        "ATNOF" when error.MessageText == StorageError.NoBucket.Message => StorageError.NoBucket,
        var state when SqlStates.Own.TryGetValue(state, out var status) =>
            new StorageError(status, status switch
            {
                404 => "not_found",
                403 => "Unauthorized",
                _ => "InvalidRequest",
            }, error.MessageText),
        _ => null,
    };

    static StorageError Of(string? constraint) => constraint switch
    {
        "objects_name" => StorageError.BadKey("Invalid key"),
        "buckets_id" => new StorageError(400, "InvalidBucketName", "Bucket name invalid"),
        "buckets_public" =>
            StorageError.BadRequest("What belongs to clients, artifacts, tickets or people can't be public"),
        "objects_metadata" => StorageError.BadRequest("The metadata is an object of at most 16 KiB"),
        _ => StorageError.BadRequest("A value is not valid"),
    };
}
