using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.App.Forecasting;

/// <summary>Forecasts a caller's own series.</summary>
/// <param name="forecaster">Forecasts them.</param>
public sealed class ForecastSeriesTrigger(SeriesForecaster forecaster)
{
    private const int MostBodyBytes = 512 * 1024;

    /// <summary>
    /// <c>POST /api/forecasts</c> with <c>{"series":{"y":[...],"sizes":[...]},"freq":"D","h":28,"level":[80,95]}</c>: 200 with
    /// <c>{"mean","sizes","origins","intervals"}</c>; 400 with the member at fault, 413, 503 where it took too long, or others before it did.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiBody(
        """
        {"series":{"y":[12,15,11,18,21,30,28,13,14,12,17,22,31,29,12,16,13,19,20,33,27,14,15,12,18,23,32,30],"sizes":[28]},"freq":"D","h":7,"level":[80,95]}
        """)]
    [Function("ForecastSeries")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "forecasts")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return tooLong;
        }

        var (body, wrong) = await JsonBody.ReadAsync<Body>(
            request,
            "The member is not as expected: series.y and series.sizes are lists of numbers, freq a text, h a whole number, level a list of 80 and 95.",
            cancellationToken);
        if (wrong is not null)
        {
            return wrong;
        }

        if (body?.Series is not { Y: { } values } series)
        {
            return Problems.BadRequest("series.y", "The values are missing.");
        }

        var asked = new SeriesRequest(values, series.Sizes ?? [values.Count], body.Freq ?? "D", body.H, body.Level ?? []);
        return SeriesForecaster.Check(asked) is { } problem
            ? Problems.BadRequest(problem.Field, problem.Detail)
            : await forecaster.ForecastAsync(asked, cancellationToken) is { } answer
                ? Results.Json(answer)
                : Problems.Make(
                    StatusCodes.Status503ServiceUnavailable,
                    "Too slow",
                    "series.y",
                    "The forecast took longer than Forecasting:SeriesTimeout allows, or others at work longer than Forecasting:SeriesWait. Send fewer or shorter series, or try again later.");
    }

    /// <summary>The body of a request.</summary>
    private sealed record Body(BodySeries? Series, string? Freq, int H, IReadOnlyList<int>? Level);

    /// <summary>Its series.</summary>
    private sealed record BodySeries(IReadOnlyList<double?>? Y, IReadOnlyList<int>? Sizes);
}
