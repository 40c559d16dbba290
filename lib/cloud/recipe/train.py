"""Fine-tunes a causal language model with TRL on the chat files of a dataset version.

The same program runs on a machine of one's own (accelerate launch) and on SageMaker (torchrun),
where the channel `training` holds the files, /opt/ml/checkpoints is kept when a spot machine is
taken away, and what stands in SM_MODEL_DIR becomes model.tar.gz.
"""

import argparse
import os

from datasets import load_dataset
from peft import LoraConfig
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, help="name or directory of the base model")
    parser.add_argument("--data", default=os.environ.get("SM_CHANNEL_TRAINING", "chat"))
    parser.add_argument("--out", default=os.environ.get("SM_MODEL_DIR", "model"))
    parser.add_argument("--checkpoints", default="checkpoints")
    parser.add_argument("--adapter", choices=["lora", "none"], default="lora")
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--learning-rate", type=float, default=None)
    parser.add_argument("--batch", type=int, default=4, help="examples a device and step")
    parser.add_argument("--accumulate", type=int, default=8)
    parser.add_argument("--max-length", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def split_answer(example: dict) -> dict:
    """The loss is on the completion alone, whatever the chat template of the model can mark."""
    return {"prompt": example["messages"][:-1], "completion": example["messages"][-1:]}


def main() -> None:
    wish = read_arguments()
    files = {
        "train": os.path.join(wish.data, "train.jsonl"),
        "validation": os.path.join(wish.data, "validation.jsonl"),
    }
    data = load_dataset("json", data_files=files).map(split_answer, remove_columns=["messages"])
    is_lora = wish.adapter == "lora"
    config = SFTConfig(
        output_dir=wish.checkpoints,
        num_train_epochs=wish.epochs,
        per_device_train_batch_size=wish.batch,
        per_device_eval_batch_size=wish.batch,
        gradient_accumulation_steps=wish.accumulate,
        learning_rate=wish.learning_rate or (2e-4 if is_lora else 1e-5),
        lr_scheduler_type="cosine",
        warmup_steps=20,
        max_length=wish.max_length,
        completion_only_loss=True,
        bf16=True,
        gradient_checkpointing=True,
        gradient_checkpointing_kwargs={"use_reentrant": False},
        model_init_kwargs={"dtype": "bfloat16" if is_lora else "float32"},
        eval_strategy="steps",
        eval_steps=200,
        save_steps=200,
        save_total_limit=2,
        logging_steps=10,
        report_to="none",
        seed=wish.seed,
    )
    adapter = LoraConfig(
        r=16, lora_alpha=32, lora_dropout=0.05, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    trainer = SFTTrainer(
        model=wish.model,
        args=config,
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        peft_config=adapter if is_lora else None,
    )
    has_checkpoints = os.path.isdir(wish.checkpoints)
    last = get_last_checkpoint(wish.checkpoints) if has_checkpoints else None
    trainer.train(resume_from_checkpoint=last)
    trainer.save_model(wish.out)


if __name__ == "__main__":
    main()
