using Amqp;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>Answer of one of the hub's own nodes.</summary>
/// <param name="Status">HTTP-like status code.</param>
/// <param name="Description">Text for people; clients match some of them.</param>
/// <param name="Body">Content, or <see langword="null"/>.</param>
/// <param name="Condition">AMQP error condition of a failure.</param>
internal sealed record NodeAnswer(int Status, string Description, Map? Body = null, string? Condition = null)
{
    public static NodeAnswer From(AmqpException exception) => new(
        (string)exception.Error.Condition switch
        {
            ErrorCode.NotFound => 404,
            ErrorCode.UnauthorizedAccess => 401,
            ErrorCode.NotImplemented => 501,
            _ => 400,
        },
        exception.Error.Description,
        null,
        exception.Error.Condition);
}
