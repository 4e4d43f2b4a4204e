namespace Atrium.Kernel;

/// <summary>Who a request speaks for, as a verified token says. What they may do is the database's to decide.</summary>
/// <param name="Role">The database role the statements run as.</param>
/// <param name="Claims">JSON object handed to <c>atrium.enter</c>; <c>{}</c> means nobody.</param>
/// <param name="RequestId">Id of the request, 1 to 64 characters; it stands in logs and in the audit log.</param>
public sealed record Caller(CallerRole Role, string Claims, string RequestId);
