namespace XbFunctions.Training.Tests;

/// <summary>Rows of a made-up two-class problem with ties, a column that is often missing and one that never is.</summary>
internal static class SyntheticPayments
{
    public static readonly string[] Columns = ["amount", "count", "missing_often", "noise", "zero_or_one", "distance"];

    public static TrainingData Make(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * Columns.Length];
        var labels = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            var row = values.AsSpan(i * Columns.Length, Columns.Length);
            row[0] = (float)Math.Exp(3 + random.NextDouble() * 4);
            row[1] = random.Next(12);
            row[2] = random.Next(3) == 0 ? float.NaN : (float)random.NextDouble();
            row[3] = (float)random.NextDouble();
            row[4] = random.Next(2);
            row[5] = (float)((random.NextDouble() - 0.5) * 1e4);
            var logit = -4 + (row[1] > 7 ? 2.5 : 0) + (float.IsNaN(row[2]) ? 1.2 : row[2] * 1.5) + (row[0] > 400 ? 1.5 : 0)
                + (row[4] * (row[5] > 1000 ? 2 : -1));
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
        }

        return new TrainingData(Columns, values, labels);
    }
}
