"""Journals of health and other fields with the abbreviations under which lists print them."""

from __future__ import annotations

_TEXT = """
Journal of Orthopaedic & Sports Physical Therapy | J Orthop Sports Phys Ther
Physical Therapy | Phys Ther
Archives of Physical Medicine and Rehabilitation | Arch Phys Med Rehabil
Journal of Manipulative and Physiological Therapeutics | J Manipulative Physiol Ther
Manual Therapy | Man Ther
Musculoskeletal Science and Practice | Musculoskelet Sci Pract
Journal of Bodywork and Movement Therapies | J Bodyw Mov Ther
Acupuncture in Medicine | Acupunct Med
Clinical Rehabilitation | Clin Rehabil
Disability and Rehabilitation | Disabil Rehabil
Physiotherapy Theory and Practice | Physiother Theory Pract
Physiotherapy | Physiotherapy
Journal of Physiotherapy | J Physiother
Physical Therapy Reviews | Phys Ther Rev
Pain | Pain
The Journal of Pain | J Pain
Pain Medicine | Pain Med
European Journal of Pain | Eur J Pain
Clinical Journal of Pain | Clin J Pain
Current Pain and Headache Reports | Curr Pain Headache Rep
Cephalalgia | Cephalalgia
Headache | Headache
Spine | Spine (Phila Pa 1976)
European Spine Journal | Eur Spine J
The Spine Journal | Spine J
BMC Musculoskeletal Disorders | BMC Musculoskelet Disord
British Journal of Sports Medicine | Br J Sports Med
American Journal of Sports Medicine | Am J Sports Med
Sports Medicine | Sports Med
International Journal of Sports Physical Therapy | Int J Sports Phys Ther
Journal of Exercise Rehabilitation | J Exerc Rehabil
European Journal of Applied Physiology | Eur J Appl Physiol
Journal of Applied Physiology | J Appl Physiol
Annals of Internal Medicine | Ann Intern Med
Archives of Internal Medicine | Arch Intern Med
JAMA | JAMA
JAMA Internal Medicine | JAMA Intern Med
The Lancet | Lancet
The Lancet Rheumatology | Lancet Rheumatol
BMJ | BMJ
BMJ Open | BMJ Open
New England Journal of Medicine | N Engl J Med
Cochrane Database of Systematic Reviews | Cochrane Database Syst Rev
PLoS One | PLoS One
PLOS Medicine | PLoS Med
Scientific Reports | Sci Rep
Nature | Nature
Science | Science
Nature Medicine | Nat Med
Journal of Rehabilitation Medicine | J Rehabil Med
American Journal of Physical Medicine & Rehabilitation | Am J Phys Med Rehabil
Journal of Back and Musculoskeletal Rehabilitation | J Back Musculoskelet Rehabil
Complementary Therapies in Medicine | Complement Ther Med
Evidence-Based Complementary and Alternative Medicine | Evid Based Complement Alternat Med
Medical Acupuncture | Med Acupunct
Journal of Alternative and Complementary Medicine | J Altern Complement Med
Osteoarthritis and Cartilage | Osteoarthritis Cartilage
Arthritis & Rheumatology | Arthritis Rheumatol
Arthritis Care & Research | Arthritis Care Res (Hoboken)
Annals of the Rheumatic Diseases | Ann Rheum Dis
Rheumatology | Rheumatology (Oxford)
Journal of Rheumatology | J Rheumatol
Foot & Ankle International | Foot Ankle Int
Journal of Foot and Ankle Research | J Foot Ankle Res
Journal of Shoulder and Elbow Surgery | J Shoulder Elbow Surg
Journal of Hand Therapy | J Hand Ther
The Journal of Bone and Joint Surgery | J Bone Joint Surg Am
Clinical Orthopaedics and Related Research | Clin Orthop Relat Res
Gait & Posture | Gait Posture
Clinical Biomechanics | Clin Biomech (Bristol, Avon)
Journal of Electromyography and Kinesiology | J Electromyogr Kinesiol
Muscle & Nerve | Muscle Nerve
Neurology | Neurology
Stroke | Stroke
Brain | Brain
Journal of Neurology, Neurosurgery & Psychiatry | J Neurol Neurosurg Psychiatry
Neuroscience Letters | Neurosci Lett
Anesthesiology | Anesthesiology
Anesthesia & Analgesia | Anesth Analg
British Journal of Anaesthesia | Br J Anaesth
Regional Anesthesia and Pain Medicine | Reg Anesth Pain Med
American Family Physician | Am Fam Physician
British Journal of General Practice | Br J Gen Pract
Family Practice | Fam Pract
BMC Family Practice | BMC Fam Pract
Journal of Clinical Epidemiology | J Clin Epidemiol
International Journal of Epidemiology | Int J Epidemiol
American Journal of Epidemiology | Am J Epidemiol
BMC Medical Research Methodology | BMC Med Res Methodol
Statistics in Medicine | Stat Med
Trials | Trials
Systematic Reviews | Syst Rev
Health Technology Assessment | Health Technol Assess
Quality of Life Research | Qual Life Res
Health and Quality of Life Outcomes | Health Qual Life Outcomes
Implementation Science | Implement Sci
Medical Care | Med Care
Social Science & Medicine | Soc Sci Med
Nutrition Reviews | Nutr Rev
The American Journal of Clinical Nutrition | Am J Clin Nutr
Nutrients | Nutrients
Obesity Reviews | Obes Rev
Diabetes Care | Diabetes Care
Diabetologia | Diabetologia
Circulation | Circulation
European Heart Journal | Eur Heart J
Journal of the American College of Cardiology | J Am Coll Cardiol
Hypertension | Hypertension
Chest | Chest
Thorax | Thorax
Gut | Gut
Gastroenterology | Gastroenterology
Journal of Urology | J Urol
Obstetrics & Gynecology | Obstet Gynecol
BJOG: An International Journal of Obstetrics and Gynaecology | BJOG
Pediatrics | Pediatrics
Archives of Disease in Childhood | Arch Dis Child
Dermatology | Dermatology
British Journal of Dermatology | Br J Dermatol
Ophthalmology | Ophthalmology
JAMA Psychiatry | JAMA Psychiatry
Psychological Bulletin | Psychol Bull
Psychological Medicine | Psychol Med
Journal of Consulting and Clinical Psychology | J Consult Clin Psychol
Frontiers in Psychology | Front Psychol
Frontiers in Neurology | Front Neurol
International Journal of Environmental Research and Public Health | Int J Environ Res Public Health
Journal of Clinical Medicine | J Clin Med
Medicine | Medicine (Baltimore)
Cureus | Cureus
Der Schmerz | Schmerz
Deutsches Ärzteblatt International | Dtsch Arztebl Int
Deutsche Zeitschrift für Akupunktur | Dtsch Z Akupunkt
Zeitschrift für Rheumatologie | Z Rheumatol
Der Orthopäde | Orthopade
Manuelle Medizin | Man Med
Annales de réadaptation et de médecine physique | Ann Readapt Med Phys
Kinésithérapie, la Revue | Kinesither Rev
Revista Española de Reumatología | Rev Esp Reumatol
Fisioterapia | Fisioterapia
Rehabilitación | Rehabilitacion (Madr)
Medicina Clínica | Med Clin (Barc)
Revista Brasileira de Fisioterapia | Rev Bras Fisioter
Minerva Medica | Minerva Med
Nederlands Tijdschrift voor Geneeskunde | Ned Tijdschr Geneeskd
Chinese Acupuncture & Moxibustion | Zhongguo Zhen Jiu
Journal of Traditional Chinese Medicine | J Tradit Chin Med
American Journal of Public Health | Am J Public Health
Bulletin of the World Health Organization | Bull World Health Organ
Morbidity and Mortality Weekly Report | MMWR Morb Mortal Wkly Rep
Proceedings of the National Academy of Sciences | Proc Natl Acad Sci U S A
Academic Medicine | Acad Med
Medical Education | Med Educ
Journal of Advanced Nursing | J Adv Nurs
International Journal of Nursing Studies | Int J Nurs Stud
medRxiv | medRxiv
bioRxiv | bioRxiv
Spine (Phila Pa 1976) | Spine (Phila Pa 1976)
Proceedings of the Institution of Mechanical Engineers, Part H | Proc Inst Mech Eng H
"""

JOURNALS = tuple(
    (name.strip(), abbreviation.strip())
    for name, abbreviation in (line.split("|") for line in _TEXT.strip().splitlines())
)
