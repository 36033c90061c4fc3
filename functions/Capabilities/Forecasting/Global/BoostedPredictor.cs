using XbFunctions.Training;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts every series of a panel by the trees of one base. Not thread-safe.</summary>
internal sealed class BoostedPredictor(ForecastPanel panel, BoostedFeatures features, TrainedRegression model, BoostedBase start)
{
    // Candidate 3 is damped smoothing: it stands in where a series has no base.
    private const int Damped = 3;

    // The trainer prepares every call anew; rows of many series share one.
    private const int SeriesOfCall = 128;

    /// <summary>Forecasts from one origin.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="cancellationToken">Looked at between calls of the trees.</param>
    /// <param name="without">Values known ahead that are taken as nothing special; null for none.</param>
    public double[] Predict(OriginForecasts origin, CancellationToken cancellationToken, KnownPart? without = null)
    {
        var forecasts = (double[])origin.Candidates[Damped].Clone();
        if (start == BoostedBase.Recursive)
        {
            StepByStep(origin, forecasts, without, cancellationToken);
            return forecasts;
        }

        var tracks = BoostedCandidates.Tracks(panel, origin);
        var bounds = Array.ConvertAll(origin.Histories, static history => history.Length == 0 ? default : CandidateRunner.Bounds(history));
        var (places, rows) = (new List<int>(SeriesOfCall), new float[SeriesOfCall * panel.Horizon * features.Width]);
        var (starts, units) = (new double[SeriesOfCall * panel.Horizon], new double[SeriesOfCall * panel.Horizon]);
        var answers = new double[SeriesOfCall * panel.Horizon];
        for (var i = 0; i <= tracks.Length; i++)
        {
            if (places.Count == SeriesOfCall || (i == tracks.Length && places.Count > 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = places.Count * panel.Horizon;
                model.Predict(rows.AsSpan(0, count * features.Width), answers.AsSpan(0, count));
                for (var cell = 0; cell < count; cell++)
                {
                    var place = places[cell / panel.Horizon];
                    forecasts[(place * panel.Horizon) + (cell % panel.Horizon)] = units[cell] == 0
                        ? forecasts[(place * panel.Horizon) + (cell % panel.Horizon)]
                        : Math.Clamp(starts[cell] + (units[cell] * answers[cell]), bounds[place].Least, bounds[place].Most);
                }

                places.Clear();
            }

            if (i < tracks.Length && origin.IsJudged[i] && tracks[i] is { } track && track.Count - 1 >= features.FirstTime)
            {
                for (var h = 0; h < panel.Horizon; h++)
                {
                    var cell = (places.Count * panel.Horizon) + h;
                    (starts[cell], units[cell]) = features.Write(track, track.Count - 1, h + 1, rows.AsSpan(cell * features.Width, features.Width), without);
                }

                places.Add(i);
            }
        }

        return forecasts;
    }

    /// <summary>What the calendar and the price add to forecasts.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="forecasts">Forecasts with both.</param>
    /// <param name="cancellationToken">Looked at between calls of the trees.</param>
    public KnownEffects Effects(OriginForecasts origin, double[] forecasts, CancellationToken cancellationToken)
    {
        double[] Of(KnownPart part)
        {
            if (panel.Columns.All(column => column.Part != part))
            {
                return new double[forecasts.Length];
            }

            var without = Predict(origin, cancellationToken, part);
            return [.. forecasts.Zip(without, static (all, less) => all - less)];
        }

        return new KnownEffects(Of(KnownPart.Calendar), Of(KnownPart.Price));
    }

    private void StepByStep(OriginForecasts origin, double[] forecasts, KnownPart? without, CancellationToken cancellationToken)
    {
        var tracks = BoostedCandidates.Tracks(panel, origin);
        int[] places = [.. Enumerable.Range(0, tracks.Length).Where(i => origin.IsJudged[i] && tracks[i] is { } track && track.Count - 1 >= features.FirstTime)];
        if (places.Length == 0)
        {
            return;
        }

        var bounds = Array.ConvertAll(places, place => CandidateRunner.Bounds(origin.Histories[place]));
        var (rows, answers) = (new float[places.Length * features.Width], new double[places.Length]);
        var (starts, units) = (new double[places.Length], new double[places.Length]);
        for (var h = 0; h < panel.Horizon; h++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var p = 0; p < places.Length; p++)
            {
                var track = tracks[places[p]]!;
                (starts[p], units[p]) = features.Write(track, track.Count - 1, 1, rows.AsSpan(p * features.Width, features.Width), without);
            }

            model.Predict(rows, answers);
            for (var p = 0; p < places.Length; p++)
            {
                var value = Math.Clamp(starts[p] + (units[p] * answers[p]), bounds[p].Least, bounds[p].Most);
                tracks[places[p]]!.Append(value);
                forecasts[(places[p] * panel.Horizon) + h] = value;
            }
        }

        foreach (var place in places)
        {
            tracks[place]!.Rewind();
        }
    }
}
