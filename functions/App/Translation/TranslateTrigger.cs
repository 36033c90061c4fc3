using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Translates texts.</summary>
/// <param name="translator">Translates.</param>
public sealed class TranslateTrigger(Translator translator)
{
    /// <summary>
    /// <c>POST /api/translate?to=de&amp;to=ja&amp;from=&amp;textType=plain|html&amp;category=&amp;market=&amp;suggestions=</c> in the shape of Azure AI Translator v3: 200
    /// with an item for each text; 400 for a wrong parameter or body; 422 where no engine translates a pair or knows a text; 503 where one
    /// does not answer now.
    /// </summary>
    /// <param name="request">The request; its body is <c>[{"Text":"..."}]</c>.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        [{"Text":"Blue cotton shirt, size 42"}]
        """)]
    [Function("Translate")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "translate")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await PooledBody.ReadAsync(request, TranslateRequest.MaxBodyBytes, cancellationToken);
        var query = TranslateRequest.ReadQuery(request.Query);
        if (TranslateRequest.ReadTexts(body, query, out var asked) is { } problem)
        {
            return problem;
        }

        var outcome = await translator.TranslateAsync(asked!, cancellationToken);
        return outcome.Refusal is { } refusal
            ? TranslateAnswer.Refuse(refusal, request.HttpContext.Response)
            : TranslateAnswer.Write(asked!, outcome.Items!, translator, query.Suggestions);
    }
}
