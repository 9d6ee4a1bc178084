#!/usr/bin/env bash
# Runs the command line itself, which waits and hands out tiles: sbatch slurm.sh job.toml 40
#SBATCH --job-name=stfusion-client
#SBATCH --cpus-per-task=1
#SBATCH --mem=4G
#SBATCH --time=12:00:00
#SBATCH --requeue
set -euo pipefail

job=$1
workers=${2:-20}
source /shared/stfusion/venv/bin/activate
export PYTHONPATH=/shared/stfusion

# If it is requeued, or called again, it leaves the tiles that are finished.
exec python -m stfusion_qgis.run "$job" --executor dask \
  --cluster dask_jobqueue.SLURMCluster --workers "$workers" --log "${job%.toml}.log.json"
