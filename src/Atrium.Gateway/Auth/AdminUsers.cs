using System.Globalization;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Auth;

/// <summary><c>/admin/users</c>: accounts as the operator handles them. For the service key only.</summary>
static class AdminUsers
{
    const string List = "select atrium.list_users($1, $2)::text";
    const string Get = "select coalesce(atrium.user_answer($1), '{\"error\":\"user_not_found\"}')::text";
    const string Put = "select atrium.put_user($1, $2)::text";
    const string Delete = "select atrium.delete_user($1)::text";

    public static void MapAdminUsers(this RouteGroupBuilder auth)
    {
        var users = auth.MapGroup("/admin/users").ForOperator();
        users.MapGet("", ListAsync);
        users.MapPost("", (HttpContext context, AuthDoor door, PasswordGate gate) =>
            PutAsync(context, door, gate, null));
        users.MapGet("/{id:guid}", (HttpContext context, AuthDoor door, Guid id) => CallAsync(context, door, Get, id));
        users.MapPut("/{id:guid}", (HttpContext context, AuthDoor door, PasswordGate gate, Guid id) =>
            PutAsync(context, door, gate, id));
        users.MapDelete("/{id:guid}", (HttpContext context, AuthDoor door, Guid id) =>
            CallAsync(context, door, Delete, id));
    }

    /// <summary>Only the service key passes.</summary>
    public static RouteGroupBuilder ForOperator(this RouteGroupBuilder routes) =>
        routes.AddEndpointFilter(async (call, next) => call.HttpContext.Features.Get<VerifiedToken>() switch
        {
            null => AuthError.Of("no_authorization"),
            { Role: CallerRole.Service } => await next(call),
            _ => AuthError.Of("not_admin"),
        });

    static async Task<IResult> ListAsync(HttpContext context, AuthDoor door)
    {
        var page = Number(context.Request.Query["page"], 1);
        var size = Math.Min(Number(context.Request.Query["per_page"], 50), 1_000);
        var (answer, refusal) = await door.CallAsync(context, List, (page - 1) * size, size);
        if (refusal is not null)
        {
            return refusal;
        }

        var total = answer.GetProperty("total").GetInt32();
        context.Response.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        var last = Math.Max(1, (total + size - 1) / size);
        var next = page < last ? $"<{Page(context, page + 1, size)}>; rel=\"next\", " : "";
        context.Response.Headers.Link = $"{next}<{Page(context, last, size)}>; rel=\"last\"";
        return Results.Text(
            $"{{\"users\":{answer.GetProperty("users").GetRawText()},\"aud\":\"authenticated\"}}", "application/json");
    }

    static async Task<IResult> PutAsync(HttpContext context, AuthDoor door, PasswordGate gate, Guid? id)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        var password = body.Text("password");
        if (body.Text("email") is { } email ? Credentials.Email(email) is null : id is null)
        {
            return AuthError.Invalid("Unable to validate email address: invalid format");
        }

        return (password is null && id is not null ? null : Credentials.Refusal(password))
            ?? await gate.PassAsync(context, null, () => CallAsync(context, door, Put, id, body));
    }

    static async Task<IResult> CallAsync(HttpContext context, AuthDoor door, string sql, params object?[] parameters)
    {
        var (answer, refusal) = await door.CallAsync(context, sql, parameters);
        return refusal ?? Account.Json(answer);
    }

    static string Page(HttpContext context, int page, int size) =>
        $"{context.Request.PathBase}{context.Request.Path}?page={page}&per_page={size}";

    static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1_000_000 ? number : otherwise;
}
