namespace XbFunctions.Training.Translation;

/// <summary>
/// Aligns the words of sentence pairs: IBM model 1 (Brown et al. 1993), then a hidden Markov model of first order over positions with
/// states for words that come from nowhere (Vogel et al. 1996; Och and Ney 2003, section 2.3).
/// </summary>
internal sealed class WordAligner
{
    private const int Jumps = 8;
    private const double NullShare = 0.15;
    private const double Floor = 1e-9;
    private readonly int[][] _source;
    private readonly int[][] _target;
    private readonly int[][] _cells;
    private readonly int[] _cellSource;
    private readonly double[] _probability;
    private readonly int _sourceWords;
    private readonly double[] _jump = [.. Enumerable.Repeat(1.0, (2 * Jumps) + 1)];

    private WordAligner(int[][] source, int[][] target, int sourceWords)
    {
        (_source, _target, _sourceWords, _cells) = (source, target, sourceWords, new int[source.Length][]);
        Dictionary<long, int> ids = [];
        List<int> cellSource = [];
        for (var n = 0; n < source.Length; n++)
        {
            var width = source[n].Length + 1;
            var row = _cells[n] = new int[target[n].Length * width];
            for (var at = 0; at < row.Length; at++)
            {
                var word = at % width == width - 1 ? 0 : source[n][at % width];
                var key = ((long)word << 32) | (uint)target[n][at / width];
                if (!ids.TryGetValue(key, out var id))
                {
                    ids[key] = id = cellSource.Count;
                    cellSource.Add(word);
                }

                row[at] = id;
            }
        }

        _cellSource = [.. cellSource];
        _probability = new double[_cellSource.Length];
        Array.Fill(_probability, 1.0);
    }

    /// <summary>Aligns target words with source words.</summary>
    /// <param name="source">Word numbers of each source sentence.</param>
    /// <param name="target">Word numbers of each target sentence.</param>
    /// <param name="sourceWords">One more than the greatest number of a source word.</param>
    /// <param name="progress">Takes the share done, 0 to 1.</param>
    /// <returns>For each target word the position of its source word, or −1.</returns>
    public static int[][] Align(int[][] source, int[][] target, int sourceWords, Action<double> progress)
    {
        const int Model1 = 4, Markov = 5;
        var aligner = new WordAligner(source, target, sourceWords);
        for (var iteration = 0; iteration < Model1; iteration++)
        {
            aligner.StepModel1();
            progress((iteration + 1) / (double)(Model1 + Markov + 1));
        }

        for (var iteration = 0; iteration < Markov; iteration++)
        {
            aligner.StepMarkov();
            progress((Model1 + iteration + 1) / (double)(Model1 + Markov + 1));
        }

        return [.. Enumerable.Range(0, source.Length).Select(aligner.Viterbi)];
    }

    private void StepModel1()
    {
        var counts = new double[_probability.Length];
        for (var n = 0; n < _source.Length; n++)
        {
            var width = _source[n].Length + 1;
            for (var j = 0; j < _target[n].Length; j++)
            {
                var cells = _cells[n].AsSpan(j * width, width);
                var sum = 0.0;
                foreach (var cell in cells)
                {
                    sum += _probability[cell];
                }

                foreach (var cell in cells)
                {
                    counts[cell] += _probability[cell] / sum;
                }
            }
        }

        Normalise(counts);
    }

    private void Normalise(double[] counts)
    {
        var sums = new double[_sourceWords];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            sums[_cellSource[cell]] += counts[cell];
        }

        for (var cell = 0; cell < counts.Length; cell++)
        {
            _probability[cell] = Math.Max(Floor, counts[cell] / Math.Max(Floor, sums[_cellSource[cell]]));
        }
    }

    // Row: from which position; column: to which.
    private double[] Transitions(int length)
    {
        var moves = new double[length * length];
        for (var from = 0; from < length; from++)
        {
            var sum = 0.0;
            for (var to = 0; to < length; to++)
            {
                sum += moves[(from * length) + to] = _jump[Bucket(to - from)];
            }

            for (var to = 0; to < length; to++)
            {
                moves[(from * length) + to] *= (1 - NullShare) / sum;
            }
        }

        return moves;
    }

    private static int Bucket(int jump) => Math.Clamp(jump, -Jumps, Jumps) + Jumps;

    private void StepMarkov()
    {
        var counts = new double[_probability.Length];
        var jumps = Enumerable.Repeat(0.1, _jump.Length).ToArray();
        Dictionary<int, double[]> transitions = [];
        for (var n = 0; n < _source.Length; n++)
        {
            var length = _source[n].Length;
            if (!transitions.TryGetValue(length, out var moves))
            {
                transitions[length] = moves = Transitions(length);
            }

            Collect(n, moves, counts, jumps);
        }

        Normalise(counts);
        var all = jumps.Sum();
        for (var jump = 0; jump < jumps.Length; jump++)
        {
            _jump[jump] = jumps[jump] / all;
        }
    }

    // Forward and backward, scaled; state i is word i, state I + i a word from nowhere behind word i.
    private void Collect(int n, double[] moves, double[] counts, double[] jumps)
    {
        var (width, rows) = (_source[n].Length, _target[n].Length);
        var cells = _cells[n];
        var forward = new double[rows * width];
        var nowhere = new double[rows * width];
        var scale = new double[rows];
        for (var j = 0; j < rows; j++)
        {
            var at = j * width;
            var empty = _probability[cells[(j * (width + 1)) + width]];
            for (var i = 0; i < width; i++)
            {
                double real, none;
                if (j == 0)
                {
                    (real, none) = ((1 - NullShare) / width, NullShare / width);
                }
                else
                {
                    real = 0;
                    for (var before = 0; before < width; before++)
                    {
                        real += (forward[at - width + before] + nowhere[at - width + before]) * moves[(before * width) + i];
                    }

                    none = NullShare * (forward[at - width + i] + nowhere[at - width + i]);
                }

                forward[at + i] = real * _probability[cells[(j * (width + 1)) + i]];
                nowhere[at + i] = none * empty;
                scale[j] += forward[at + i] + nowhere[at + i];
            }

            for (var i = 0; i < width; i++)
            {
                forward[at + i] /= scale[j];
                nowhere[at + i] /= scale[j];
            }
        }

        // Behind each row: what follows from a state, the same for a word and for the nowhere behind it.
        var backward = Enumerable.Repeat(1.0, width).ToArray();
        for (var j = rows - 1; j >= 0; j--)
        {
            var at = j * width;
            for (var i = 0; i < width; i++)
            {
                counts[cells[(j * (width + 1)) + i]] += forward[at + i] * backward[i];
                counts[cells[(j * (width + 1)) + width]] += nowhere[at + i] * backward[i];
            }

            if (j == 0)
            {
                break;
            }

            var next = new double[width];
            var empty = _probability[cells[(j * (width + 1)) + width]];
            for (var before = 0; before < width; before++)
            {
                var weight = (forward[at - width + before] + nowhere[at - width + before]) / scale[j];
                for (var i = 0; i < width; i++)
                {
                    var step = moves[(before * width) + i] * _probability[cells[(j * (width + 1)) + i]] * backward[i];
                    next[before] += step / scale[j];
                    jumps[Bucket(i - before)] += weight * step;
                }

                next[before] += NullShare * empty * backward[before] / scale[j];
            }

            backward = next;
        }
    }

    private int[] Viterbi(int n)
    {
        var (width, rows) = (_source[n].Length, _target[n].Length);
        var moves = Transitions(width);
        var best = new double[2 * width];
        var back = new int[rows, 2 * width];
        for (var j = 0; j < rows; j++)
        {
            var next = new double[2 * width];
            var empty = _probability[_cells[n][(j * (width + 1)) + width]];
            for (var i = 0; i < width; i++)
            {
                var (score, from) = (double.NegativeInfinity, 0);
                for (var before = 0; before < 2 * width && j > 0; before++)
                {
                    var one = best[before] + Math.Log(moves[(before % width * width) + i]);
                    (score, from) = one > score ? (one, before) : (score, from);
                }

                next[i] = (j == 0 ? Math.Log((1 - NullShare) / width) : score) + Math.Log(_probability[_cells[n][(j * (width + 1)) + i]]);
                back[j, i] = from;
                var stay = j == 0 ? 0 : Math.Max(best[i], best[width + i]);
                back[j, width + i] = j > 0 && best[i] >= best[width + i] ? i : width + i;
                next[width + i] = stay + Math.Log(j == 0 ? NullShare / width : NullShare) + Math.Log(empty);
            }

            best = next;
        }

        var links = new int[rows];
        var state = Array.IndexOf(best, best.Max());
        for (var j = rows - 1; j >= 0; j--)
        {
            links[j] = state < width ? state : -1;
            state = back[j, state];
        }

        return links;
    }
}
